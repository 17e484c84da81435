/** Providers, routes, and what holds on every page: theme, language, the snackbar, what happens when the session ends. */
import type { FileUri } from '@canopy/contract';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, startTransition, useEffect, useState } from 'react';
import { queries, session, useSession, useWaitingCalls } from '../api/index.ts';
import { Snackbar } from '../components/Snackbar.tsx';
import { currentLanguage, setPreferences, usePreferences } from '../device/index.ts';
import { forgetSteps, routeOf } from '../files/index.ts';
import { Frame } from '../frame/index.ts';
import { directionOf, loadTranslator, type Translator, TranslatorProvider } from '../i18n/index.tsx';
import { navigate, useRoute } from '../router/index.ts';
import { Crash } from './Crash.tsx';

const SignInPage = lazy(() => import('../features/signin/SignInPage.tsx'));
const SignInAgain = lazy(() => import('../features/signin/SignInAgain.tsx'));
const loadExplorer = () => import('../features/explorer/ExplorerPage.tsx');
const LaterExplorerPage = lazy(loadExplorer);
const OtherPage = lazy(() => import('./OtherPage.tsx'));
const SharePage = lazy(() => import('../features/sharing/SharePage.tsx'));

/** Most milliseconds that a page is held back for what it shows. */
const patience = 300;

/*
 * The words, the usual page and its folder are fetched side by side, and nothing is drawn before they are there: once
 * React has drawn something that stands in for a page, it holds the page itself back for 300 ms. A server that is slow
 * is waited for on the page.
 */
const firstLanguage = currentLanguage();
let FirstExplorerPage: typeof LaterExplorerPage | Awaited<ReturnType<typeof loadExplorer>>['default'] =
  LaterExplorerPage;
async function loadFirstPage(): Promise<void> {
  try {
    const loaded = await loadExplorer();
    FirstExplorerPage = loaded.default;
    const { headStart } = globalThis;
    const route = routeOf(window.location.pathname, '');
    if (!headStart || route.name !== 'files') return;
    await Promise.race([loaded.prepare(route.uri), new Promise((soon) => setTimeout(soon, patience))]);
  } catch {
    /* Asked for again by the page that shows it. */
  }
}
/** The words, as soon as the first page can be drawn with them. */
const translatorWithPage = Promise.all([loadTranslator(firstLanguage), session.get() && loadFirstPage()]).then(
  ([words]) => words,
);

/** Folders: at once where their code is there, as one component for as long as the page stands. */
function ExplorerPage({ uri }: { uri: FileUri }) {
  const [Page] = useState(() => FirstExplorerPage);
  return <Page uri={uri} />;
}

/** Writes theme, density, language and direction to the document. */
function useAppearance(translator: Translator | undefined): void {
  const theme = usePreferences((state) => state.theme);
  const density = usePreferences((state) => state.density);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    if (density === 'normal') delete dataset.density;
    else dataset.density = density;
  }, [theme, density]);
  useEffect(() => {
    if (!translator) return;
    document.documentElement.lang = translator.language;
    document.documentElement.dir = directionOf(translator.language);
  }, [translator]);
}

/** The translator of the chosen language; the old one stays until the new one is loaded. */
function useTranslator(): Translator | undefined {
  const language = usePreferences(currentLanguage);
  const [translator, setTranslator] = useState<Translator>();
  useEffect(() => {
    let current = true;
    const loading = language === firstLanguage ? translatorWithPage : loadTranslator(language);
    void loading.then((loaded) => {
      /* A transition is drawn in small steps: the browser can answer between them. */
      if (current) startTransition(() => setTranslator(() => loaded));
    });
    return () => {
      current = false;
    };
  }, [language]);
  return translator;
}

export function App() {
  const translator = useTranslator();
  const waiting = useWaitingCalls();
  useAppearance(translator);
  useEffect(() => {
    const preload = () =>
      import('./preload.ts').then(
        ({ preloadSoon }) => preloadSoon(),
        /* Nothing depends on it: what is clicked is asked for again. */
        () => undefined,
      );
    const timer = setTimeout(preload, navigator.onLine ? 1500 : 0);
    return () => clearTimeout(timer);
  }, []);
  if (!translator) return null;
  return (
    <TranslatorProvider translator={translator}>
      <Crash>
        <QueryClientProvider client={queries}>
          <Pages />
          <Suspense>{waiting !== undefined && <SignInAgain waiting={waiting} />}</Suspense>
          <Snackbar />
        </QueryClientProvider>
      </Crash>
    </TranslatorProvider>
  );
}

function Redirect({ to }: { to: string }) {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return null;
}

/** What one person loaded is not for the next. */
function useForgetAtSignOut(signedIn: boolean): void {
  useEffect(() => {
    if (signedIn) return;
    /* Of files/listing-cache-kept.ts, which is loaded later. */
    indexedDB.deleteDatabase('canopy-kept');
    queries.clear();
    forgetSteps();
    setPreferences({ recentTargets: [], recentSearches: [] });
  }, [signedIn]);
}

function Pages(): ReactNode {
  const route = useRoute();
  const signedIn = useSession() !== undefined;
  useForgetAtSignOut(signedIn);

  if (route.name === 'redirect') return <Redirect to={route.to} />;
  if (route.name === 'signIn' || route.name === 'signUp') {
    return (
      <Suspense>
        <SignInPage mode={route.name} />
      </Suspense>
    );
  }
  if (route.name === 'share') {
    return (
      <Suspense>
        <SharePage route={route} uri={route.uri} />
      </Suspense>
    );
  }
  if (!signedIn) {
    const here = window.location.pathname + window.location.search;
    return <Redirect to={here === '/files' ? '/signin' : `/signin?next=${encodeURIComponent(here)}`} />;
  }
  return (
    <Frame route={route}>
      <Suspense fallback={<main className="stage" id="files" />}>
        {route.name === 'files' ? <ExplorerPage uri={route.uri} /> : <OtherPage route={route} />}
      </Suspense>
    </Frame>
  );
}
