/** For somebody without an account who opened a share: another language, and signing in to come back here. */
import { Icon } from '../components/Icon.tsx';
import { setPreferences } from '../device/index.ts';
import { languages, useT } from '../i18n/index.tsx';
import { useWords } from '../i18n/words.ts';
import { Link } from '../router/index.ts';
import { guestWords } from './guest-words.ts';

/** Where signing in leads back to. */
export function signInAddress(): string {
  return `/signin?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function GuestTools() {
  const t = useT();
  const w = useWords(guestWords);
  const other = languages.find((language) => language.id !== t.language);
  return (
    <div className="guest-tools">
      {other && (
        <button type="button" className="button small quiet" onClick={() => setPreferences({ language: other.id })}>
          <Icon name="globe" className="s" />
          <span lang={other.id}>{other.id === 'zh-CN' ? '中文' : other.name}</span>
        </button>
      )}
      <Link className="button small" href={signInAddress()}>
        {w('signIn')}
      </Link>
    </div>
  );
}
