/** What makes the page an app that can be installed: the service worker, news of its next version, the frame's colour. */
import { say } from '../components/Snackbar.tsx';
import { currentLanguage, usePreferences } from '../device/index.ts';
import { useUploads } from '../features/transfers/index.ts';
import { loadTranslator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { installedWords } from './installed-words.ts';

/** A tab that is open for days asks for a new version at most this often. */
const askAgainMs = 3_600_000;

/**
 * The browser's own frame follows the theme that was chosen in the app. The page says the ground's two colours, by day
 * and by night (`index.html`); a chosen theme has its colour in both.
 */
function followTheme(): void {
  const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
  const grounds = metas.map((meta) => meta.content);
  const paint = () => {
    const { theme } = usePreferences.getState();
    for (const [index, meta] of metas.entries()) {
      meta.content = grounds[theme === 'system' ? index : theme === 'dark' ? 1 : 0] ?? '';
    }
  };
  paint();
  usePreferences.subscribe(paint);
}

/** Resolves when nothing is being uploaded. */
function whenUploadsRest(): Promise<void> {
  const rests = () => {
    const { state } = useUploads.getState();
    return !state?.active && !state?.conflicts.length;
  };
  return new Promise((resolve) => {
    if (rests()) return resolve();
    const stop = useUploads.subscribe(() => {
      if (!rests()) return;
      stop();
      resolve();
    });
  });
}

let offered: ServiceWorker | undefined;

/** Says that there is a new version. It is loaded when the person says so, or with the next page. */
async function offer(next: ServiceWorker): Promise<void> {
  if (offered === next) return;
  offered = next;
  await whenUploadsRest();
  if (offered !== next || next.state !== 'installed') return;
  const words = bindWords(installedWords, await loadTranslator(currentLanguage()));
  const load = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    next.postMessage('take over');
  };
  say({ text: words('newVersion'), stays: true, action: { label: words('loadVersion'), run: load } });
}

async function startWorker(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  const follow = (worker: ServiceWorker | null) => {
    /* The first one has nothing to take over from. */
    if (!worker || !navigator.serviceWorker.controller) return;
    if (worker.state === 'installed') void offer(worker);
    else worker.addEventListener('statechange', () => worker.state === 'installed' && void offer(worker));
  };
  follow(registration.waiting);
  registration.addEventListener('updatefound', () => follow(registration.installing));
  let askedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - askedAt < askAgainMs) return;
    askedAt = Date.now();
    /* No answer, no news. */
    registration.update().catch(() => undefined);
  });
}

/** Starts all of it. Browsers without service workers, and pages that did not come over TLS, go without. */
export async function startInstalled(): Promise<void> {
  followTheme();
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  /* A server that has no worker, or a device that has no room for it: the app is the same without. */
  await startWorker().catch(() => undefined);
}
