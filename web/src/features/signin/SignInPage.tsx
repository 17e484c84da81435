/** Signing in, and making an account. */
import { ApiError, ErrorCode } from '@canopy/contract';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { client, queries, reasonOf, session, useSession, useSiteBasic, useSiteLogin } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Icon, Mark } from '../../components/Icon.tsx';
import { CopyId } from '../../components/Snackbar.tsx';
import { setPreferences, usePreferences } from '../../device/index.ts';
import { safeNext } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { Link, navigate, useSearch } from '../../router/index.ts';
import { PasswordField } from './PasswordField.tsx';
import { Wood } from './Wood.tsx';
import { signInWords } from './words.ts';
import './signin.css';

type Mode = 'signIn' | 'signUp';

interface Problem {
  readonly field: 'email' | 'password' | 'form';
  readonly text: string;
  readonly id?: string | undefined;
}

const leastPassword = 8;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function SignInPage({ mode }: { mode: Mode }) {
  const t = useWords(signInWords);
  const search = useSearch();
  const next = safeNext(new URLSearchParams(search).get('next'));
  const signedIn = useSession() !== undefined;
  useEffect(() => {
    document.title = `${t(mode === 'signIn' ? 'signIn' : 'createAccount')} · Canopy`;
  }, [t, mode]);
  useEffect(() => {
    if (signedIn) navigate(next, { replace: true });
  }, [signedIn, next]);
  return (
    <div className="gate">
      <header className="view">
        <Wood />
        <div className="brand">
          <Mark />
          Canopy
        </div>
        <p className="motto">{t('motto')}</p>
      </header>
      <main className="leafsheet">
        <Form key={mode} mode={mode} search={search} />
        <Foot />
      </main>
    </div>
  );
}

function Form({ mode, search }: { mode: Mode; search: string }) {
  const t = useWords(signInWords);
  const { data: basic } = useSiteBasic();
  const { data: login } = useSiteLogin();
  const site = window.location.host;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [stays, setStays] = useState(session.stays);
  const [capsLock, setCapsLock] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [note, setNote] = useState<string>();
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const isNew = mode === 'signUp';
  const isClosed = isNew && login !== undefined && !login.register_enabled;

  useEffect(() => emailField.current?.focus(), []);

  const check = (): Problem | undefined => {
    if (!email.trim()) return { field: 'email', text: t('mailMissing') };
    if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) return { field: 'email', text: t('mailWrong') };
    if (!password) return { field: 'password', text: t('passwordMissing') };
    if (isNew && [...password].length < leastPassword) return { field: 'password', text: t('passwordShort') };
    return undefined;
  };
  const show = (found: Problem) => {
    setProblem(found);
    (found.field === 'email' ? emailField : passwordField).current?.focus();
  };

  const submit = async () => {
    const found = check();
    if (found) return show(found);
    setBusy(true);
    setProblem(undefined);
    const who = { email: email.trim(), password };
    try {
      if (isNew) await client.signUp({ ...who, language: t.t.language });
      session.stays = stays;
      queries.clear();
      await client.signIn(who);
    } catch (error) {
      if (error instanceof ApiError && error.code === ErrorCode.CONTINUE) setNote(t(isNew ? 'mailSent' : 'needsCode'));
      else {
        const { text, id } = reasonOf(error, t.t);
        const words = capsLock && !isNew ? `${text} ${t('capsLock')}` : text;
        const taken = error instanceof ApiError && error.code === ErrorCode.EMAIL_EXISTED;
        /* Only what went wrong on the server is worth looking up in its log. */
        const isServers = error instanceof ApiError && (error.code < 0 || error.code >= 50_000);
        const field = taken ? 'email' : error instanceof ApiError && !isServers ? 'password' : 'form';
        show({ field, text: words, id: isServers ? id : undefined });
      }
    } finally {
      setBusy(false);
    }
  };

  const errorOf = (field: Problem['field']) => (problem?.field === field ? problem.text : undefined);
  const other = `/${isNew ? 'signin' : 'signup'}${search ? `?${search}` : ''}`;
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <header>
        <h1 className="t-display">{t(isNew ? 'upTitle' : 'inTitle')}</h1>
        <p className="t-read quiet">
          {isNew ? t('upSub', { site: basic?.title ? `${basic.title}, ${site}` : site }) : t('inSub', { site })}
        </p>
      </header>
      {isClosed ? (
        <p className="notice" role="status">
          <Icon name="info" />
          <span>{t('registerClosed')}</span>
        </p>
      ) : (
        <>
          <Field
            ref={emailField}
            label={t('mail')}
            type="email"
            large
            autoComplete="username"
            inputMode="email"
            value={email}
            error={errorOf('email')}
            onChange={(event) => setEmail(event.target.value)}
          />
          <PasswordField
            ref={passwordField}
            label={t(isNew ? 'newPassword' : 'password')}
            isNew={isNew}
            value={password}
            error={errorOf('password')}
            hint={isNew ? t('firstHint') : undefined}
            onChange={setPassword}
            onCapsLock={setCapsLock}
          />
          {problem?.field === 'form' && (
            <p className="hint error" role="alert">
              <Icon name="warning" />
              <span>{problem.text}</span>
            </p>
          )}
          {problem?.id && <CopyId id={problem.id} />}
          {note && (
            <p className="notice" role="status">
              <Icon name="info" />
              <span>{note}</span>
            </p>
          )}
          <label className="stay">
            <input
              className="check"
              type="checkbox"
              checked={stays}
              onChange={(event) => setStays(event.target.checked)}
            />
            <span>{t('stay')}</span>
          </label>
          <Button look="solid" size="large" className="wide" type="submit" busy={busy}>
            {t(isNew ? 'createAccount' : 'signIn')}
          </Button>
        </>
      )}
      {(isNew || login?.register_enabled) && (
        <p className="quiet change-mode">
          {t(isNew ? 'haveAccount' : 'noAccount')} <Link href={other}>{t(isNew ? 'signIn' : 'createAnAccount')}</Link>
        </p>
      )}
    </form>
  );
}

function Foot() {
  const t = useWords(signInWords);
  const { data: login } = useSiteLogin();
  const theme = usePreferences((state) => state.theme);
  const dark = theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const otherLanguage =
    t.t.language === 'en' ? ({ id: 'zh-CN', name: '中文' } as const) : ({ id: 'en', name: 'English' } as const);
  return (
    <footer className="foot">
      <Button icon="globe" lang={otherLanguage.id} onClick={() => setPreferences({ language: otherLanguage.id })}>
        {otherLanguage.name}
      </Button>
      <Button icon={dark ? 'sun' : 'moon'} onClick={() => setPreferences({ theme: dark ? 'light' : 'dark' })}>
        {t(dark ? 'themeSwitchLight' : 'themeSwitchDark')}
      </Button>
      {login?.privacy_policy_url && (
        <a className="button" href={login.privacy_policy_url} rel="noopener">
          {t('privacy')}
        </a>
      )}
      {login?.tos_url && (
        <a className="button" href={login.tos_url} rel="noopener">
          {t('terms')}
        </a>
      )}
    </footer>
  );
}
