/** What belongs to the person and to this device, on one page. */
import { useEffect } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Bar } from '../../frame/index.ts';
import { useWords } from '../../i18n/words.ts';
import { Link } from '../../router/index.ts';
import { Appearance } from './Appearance.tsx';
import { Files } from './Files.tsx';
import { Password } from './Password.tsx';
import { Profile } from './Profile.tsx';
import { Storage } from './Storage.tsx';
import { useSettings } from './use-settings.ts';
import { settingsWords } from './words.ts';
import './settings.css';

/** Parts of the page by their addresses, and the ids of their elements. */
const parts = {
  profile: 'profile',
  appearance: 'appearance',
  files: 'files-settings',
  security: 'security',
  storage: 'storage',
} as const;

type Part = keyof typeof parts;

const isPart = (text: string): text is Part => Object.hasOwn(parts, text);

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function SettingsPage({ part }: { part: string }) {
  const w = useWords(settingsWords);
  const settings = useSettings();
  const isReady = settings.data !== undefined || settings.error !== null;
  useEffect(() => {
    document.title = `${w('settings')} · Canopy`;
  }, [w]);
  useEffect(() => {
    if (!isReady || !isPart(part)) return;
    const title = document.getElementById(`${parts[part]}-title`);
    title?.scrollIntoView({ block: 'start' });
    title?.focus({ preventScroll: true });
  }, [isReady, part]);
  return (
    <>
      <Bar place={undefined}>
        <div className="crumbs">
          <h1 className="here is-title">{w('settings')}</h1>
        </div>
      </Bar>
      <nav className="tools" aria-label={w('settings')}>
        <div className="browse">
          {Object.keys(parts)
            .filter(isPart)
            .map((each) => (
              <Link
                key={each}
                className="chip"
                href={`/settings/${each}`}
                aria-current={each === part ? 'true' : undefined}
              >
                {w(each)}
              </Link>
            ))}
        </div>
      </nav>
      <main className="stage settings" id="files" tabIndex={-1}>
        <div>
          {settings.data && <Profile settings={settings.data} />}
          {settings.error && (
            <p className="notice" role="alert">
              <Icon name="warning" />
              <span>{w('notLoaded', { reason: reasonOf(settings.error, w.t).text })}</span>
              <Button size="small" onClick={() => void settings.refetch()}>
                {w('retry')}
              </Button>
            </p>
          )}
          <Appearance />
          {settings.data && <Files settings={settings.data} />}
          {settings.data && <Password settings={settings.data} />}
          <Storage />
        </div>
      </main>
    </>
  );
}
