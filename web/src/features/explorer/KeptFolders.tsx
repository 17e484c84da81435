/** What stands there while the drive cannot be reached: how old a list is, and which folders can be looked at. */
import { FileUri } from '@canopy/contract';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { addressOf, FolderIcon } from '../../files/index.ts';
import { type Kept, keptFolders, lastTold } from '../../files/listing-cache-kept.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { Link } from '../../router/index.ts';
import { keptWords } from './kept-words.ts';

/** The browser tells when its own connection is back; that a server is back shows only when it is asked. */
const askAgainMs = 15_000;

function useAskAgain(ask: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (navigator.onLine && document.visibilityState === 'visible') ask();
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [ask]);
}

/** Says of when the list is that stands there. */
export function AsOf({ uri, onRetry }: { uri: string; onRetry: () => void }) {
  const t = useT();
  const w = useWords(keptWords);
  const at = lastTold(uri);
  useAskAgain(onRetry);
  if (at === undefined) return null;
  return (
    <div className="offline as-of notice warning" role="status">
      <span>{w('asOf', { when: t.when(new Date(at).toISOString()) })}</span>
      <Button size="small" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  );
}

const listed = 12;

/** Links to the folders that were kept on this device. */
export function KeptFolders({ onRetry }: { onRetry: () => void }) {
  const t = useT();
  const w = useWords(keptWords);
  const [folders, setFolders] = useState<readonly Kept[]>([]);
  useAskAgain(onRetry);
  useEffect(() => {
    keptFolders().then(setFolders, () => undefined);
  }, []);
  if (folders.length === 0) return <p className="kept-none quiet">{w('offlineNone')}</p>;
  return (
    <section className="kept-folders" aria-label={w('keptFolders')}>
      <p className="quiet">{w('offlineText')}</p>
      <ul className="places">
        {folders.slice(0, listed).map(({ uri, at }) => {
          const folder = FileUri.parse(uri);
          return (
            <li key={uri}>
              <Link className="place" href={addressOf(folder)}>
                {folder.isRoot ? <Icon name="files" /> : <FolderIcon />}
                <span>{folder.elements.join(' / ') || t('files')}</span>
                <span className="note">{w('keptAt', { when: t.when(new Date(at).toISOString()) })}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
