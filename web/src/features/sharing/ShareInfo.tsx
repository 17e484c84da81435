/** What a visitor is told about a share, and what he can do with it as a whole. */
import type { FileResponse, FileUri, Share } from '@canopy/contract';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Icon, Mark } from '../../components/Icon.tsx';
import { say } from '../../components/Snackbar.tsx';
import { FileName, useCommands } from '../../files/index.ts';
import { kindText } from '../../files/kind-words.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { nameOf } from '../../frame/Face.tsx';
import { signInAddress } from '../../frame/GuestTools.tsx';
import { useWords } from '../../i18n/words.ts';
import { Link } from '../../router/index.ts';
import { guestWords } from './guest-words.ts';
import { ShareIcon } from './icons.tsx';
import { PersonFace } from './people.tsx';
import { saveShortcut } from './save.ts';

interface ShareInfoProps {
  readonly share: Share;
  /** The shared file, or the root of the shared folder. */
  readonly target: FileUri;
  /** The shared file. */
  readonly file?: FileResponse | undefined;
  /** What its owner wrote to whoever opens it. */
  readonly note?: ReactNode;
  /** Why it can't be downloaded. */
  readonly whyNot?: string | undefined;
}

/** Puts a shortcut into one's own files, and says so. */
export function useSave(share: Share, target: FileUri): { save: () => Promise<void>; busy: boolean } {
  const w = useWords(guestWords);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { name } = await saveShortcut(share, target);
      say({ text: w('didSave', { name }) });
    } catch (error) {
      createOutcomes(w.t).failed(error, (reason) => w('failSave', { reason }));
    } finally {
      setBusy(false);
    }
  };
  return { save, busy };
}

export function ShareInfo({ share, target, file, note, whyNot }: ShareInfoProps) {
  const w = useWords(guestWords);
  const commands = useCommands();
  const signedIn = useSession() !== undefined;
  const { save, busy } = useSave(share, target);
  const folder = share.source_type === 1;
  const name = file?.name ?? share.name ?? '';
  const owner = nameOf(share.owner);
  const { remain_downloads: left } = share;
  /* A whole folder is downloaded as what its address names. */
  const whole: FileResponse = file ?? {
    type: 1,
    id: share.id,
    name,
    size: 0,
    metadata: null,
    created_at: share.created_at,
    updated_at: share.created_at,
    path: target.toString(),
  };
  return (
    <aside className="info" aria-label={w('about')}>
      <Link className="brand" href="/files">
        <Mark />
        Canopy
      </Link>
      <div className="card">
        <div className="by">
          <PersonFace name={owner} />
          <span>{w('sharedBy', { name: owner })}</span>
        </div>
        <div>
          <h1>
            <FileName name={name} isFolder={folder} />
          </h1>
          {file && (
            <p className="quiet num">
              {kindText(file, w.t)} · {w.t.size(file.size)}
            </p>
          )}
        </div>
        {note}
        <div className="do">
          {(!folder || !whyNot) && (
            <Button
              look="solid"
              size="large"
              icon="download"
              disabled={whyNot !== undefined}
              title={whyNot}
              onClick={() => void commands.download([whole])}
            >
              {w(folder ? 'downloadAll' : 'download')}
            </Button>
          )}
          {signedIn ? (
            !whole.owned && (
              <Button look="edge" size="large" busy={busy} title={w('saveSub')} onClick={() => void save()}>
                {w('save')}
              </Button>
            )
          ) : (
            <Link className="button edge large" href={signInAddress()} title={w('signInFirst')}>
              {w('save')}
            </Link>
          )}
        </div>
        <div className="small-print">
          {share.expires && (
            <span>
              <ShareIcon name="calendar" />
              {w('ends', { date: w.t.moment(share.expires) })}
            </span>
          )}
          {typeof left === 'number' && (
            <span>
              <Icon name="download" />
              {w('left', { n: left })}
            </span>
          )}
        </div>
      </div>
      <footer className="kept">
        <span>{w('keptOn', { host: window.location.host })}</span>
      </footer>
    </aside>
  );
}
