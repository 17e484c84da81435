/** Who can open something, and how: people and groups by name, links for everybody else. */
import { type FileResponse, GroupPermission, hasFlag } from '@canopy/contract';
import { lazy, Suspense, useState } from 'react';
import { reasonOf, useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { copyComing } from '../../components/copy-text.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon, Spinner } from '../../components/Icon.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { FileIcon, isFolder } from '../../files/index.ts';
import { kindText } from '../../files/kind-words.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccess, useChange } from './access.ts';
import { createShare, markShared, pathOf, plainUrl } from './calls.ts';
import { ShareIcon } from './icons.tsx';
import { LinkBox, NoLink } from './LinkBox.tsx';
import { PeopleBox } from './PeopleBox.tsx';
import { sharingWords } from './words.ts';
import './sharing.css';

const QrCode = lazy(() => import('./QrCode.tsx'));

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function ShareDialog({ file, onClose }: { file: FileResponse; onClose: () => void }) {
  const w = useWords(sharingWords);
  const me = useMe();
  const access = useAccess(file, true);
  const { busy, change } = useChange();
  const [showsQr, setShowsQr] = useState(false);
  const mayShare = hasFlag(me?.group?.permission ?? '', GroupPermission.SHARE);
  const open = access.links.find((link) => !link.expired);

  const make = () =>
    change(async () => {
      await createShare(pathOf(file), {});
      markShared(file, true);
    });
  const makeAndCopy = () =>
    change(async () => {
      const coming = createShare(pathOf(file), {});
      const copied = await copyComing(coming);
      await coming;
      markShared(file, true);
      if (copied) announce(w('copied'));
      say(copied ? { text: w('copied') } : { text: w('copyFailed'), tone: 'failed' });
    });
  return (
    <Dialog
      title={w('dlgShare', { name: file.name })}
      sub={
        <>
          {kindText(file, w.t)}
          {!isFolder(file) && <> · {w.t.size(file.size)}</>}
        </>
      }
      lead={<FileIcon file={file} />}
      onClose={onClose}
      footer={
        <>
          {mayShare && open && (
            <Button look="word" busy={busy} onClick={() => void make()}>
              {w('newLink')}
            </Button>
          )}
          <span className="gap" />
          {open && (
            <Button aria-expanded={showsQr} onClick={() => setShowsQr(!showsQr)}>
              <ShareIcon name="qr" />
              {w(showsQr ? 'qrHide' : 'qr')}
            </Button>
          )}
          <Button look="edge" className="desk-only" onClick={onClose}>
            {w.t('done')}
          </Button>
        </>
      }
    >
      {access.error ? (
        <div className="notice danger" role="alert">
          <Icon name="warning" />
          <div>
            {w('failAccess', { reason: reasonOf(access.error, w.t).text })}{' '}
            <button type="button" className="text-link" onClick={access.retry}>
              {w.t('retry')}
            </button>
          </div>
        </div>
      ) : access.isLoading ? (
        <p className="counting" role="status">
          <Spinner /> {w.t('loading')}
        </p>
      ) : (
        <>
          {!mayShare && (
            <p className="notice warning">
              <Icon name="warning" />
              {w(access.people.length + access.links.length > 0 ? 'mayNotShareNow' : 'mayNotShare')}
            </p>
          )}
          {showsQr && open && (
            <Suspense>
              <QrCode text={plainUrl(open)} />
            </Suspense>
          )}
          <PeopleBox file={file} shares={access.people} mayShare={mayShare} />
          {!open && mayShare && (
            <NoLink busy={busy} disabled={!mayShare} onSwitch={() => void make()} onMake={() => void makeAndCopy()} />
          )}
          {access.links.map((link) => (
            <LinkBox key={link.id} file={file} share={link} mayShare={mayShare} />
          ))}
        </>
      )}
    </Dialog>
  );
}
