/** A share as its visitors see it: for people with an account in their explorer, for others on a page of its own. */
import { ApiError, FileUri, type Share } from '@canopy/contract';
import { lazy, type ReactNode, Suspense, useEffect, useMemo } from 'react';
import { useSession } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Empty } from '../../components/Empty.tsx';
import { Icon, Mark } from '../../components/Icon.tsx';
import { useMenu } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { addressOf, KindSprite, type Route } from '../../files/index.ts';
import { nameOf } from '../../frame/Face.tsx';
import GuestTools from '../../frame/GuestTools.tsx';
import { Frame } from '../../frame/index.ts';
import { useWords } from '../../i18n/words.ts';
import { Link, navigate } from '../../router/index.ts';
import type { Inside } from '../explorer/ExplorerPage.tsx';
import { Stage } from '../explorer/index.ts';
import { useFolderView } from '../explorer/view.ts';
import { PreviewHost, useIsOpen } from '../preview/index.tsx';
import { TransferPanel } from '../transfers/index.ts';
import { guestWords } from './guest-words.ts';
import { useSharedFile, useShareInfo, useVisit } from './opening.ts';
import { PersonFace } from './people.tsx';
import { ReadmeChip, ReadmeNote, useReadme } from './Readme.tsx';
import { ShareCard } from './ShareCard.tsx';
import { ShareInfo, useSave } from './ShareInfo.tsx';
import { PasswordState, rootOf, ShareState } from './ShareStates.tsx';
import { limitsOf, reasonAgainst } from './share-limits.ts';
import './guest.css';

const ExplorerPage = lazy(() => import('../explorer/ExplorerPage.tsx'));

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function SharePage({ route, uri }: { route: Route; uri: FileUri }) {
  const { data: share, error, refetch } = useShareInfo(uri);
  const isFile = share?.source_type === 0;
  /* Somebody may be writing in what is open: the page under it stays, whatever became of the share. */
  const isOpen = useIsOpen();
  /* The owner is let in without the password, but what he opens is asked for with it. */
  const lacks = share?.unlocked === true && share.password !== undefined && share.password !== uri.password;
  useEffect(() => {
    if (lacks) {
      const whole = FileUri.root('share', uri.id, share?.password).join(...uri.elements);
      navigate(addressOf(whole), { replace: true });
    }
  }, [lacks, share?.password, uri]);

  /* While nothing is heard from the server, what was opened stays. */
  if (error && (!share || (error instanceof ApiError && !isOpen))) {
    return (
      <StatePage>
        <ShareState error={error} uri={uri} share={share} onRetry={() => void refetch()} />
      </StatePage>
    );
  }
  if (!share || lacks) return <StatePage />;
  if (!share.unlocked && share.password_protected) {
    return (
      <StatePage>
        <PasswordState uri={uri} owner={nameOf(share.owner)} />
      </StatePage>
    );
  }
  return isFile ? <FileShare uri={uri} share={share} /> : <FolderShare route={route} uri={uri} share={share} />;
}

/** A page that is only a sentence. */
function StatePage({ children }: { children?: ReactNode }) {
  const w = useWords(guestWords);
  return (
    <div className="guest state">
      <KindSprite />
      <div className="leafsheet">
        <Corner />
        <main id="files">{children}</main>
        {children && <footer className="kept">{w('keptOn', { host: window.location.host })}</footer>}
      </div>
    </div>
  );
}

/** The brand, and for guests the way in; people with an account find back to their files by the brand. */
function Corner() {
  const signedIn = useSession() !== undefined;
  return (
    <>
      <Link className="brand corner" href="/files">
        <Mark />
        Canopy
      </Link>
      <header>{!signedIn && <GuestTools />}</header>
    </>
  );
}

function FileShare({ uri, share }: { uri: FileUri; share: Share }) {
  const root = rootOf(uri);
  const { data: file, error, refetch } = useSharedFile(root, true);
  const visit = useVisit();
  const isOpen = useIsOpen();
  if (error && !(file && isOpen)) {
    return (
      <StatePage>
        <ShareState error={error} uri={root} share={share} onRetry={() => void refetch()} />
      </StatePage>
    );
  }
  if (!file) return <StatePage />;
  return (
    <>
      <KindSprite />
      <div className="guest">
        <div className="leafsheet">
          <Corner />
        </div>
        <main id="files" className="guest-file">
          <ShareCard share={share} root={root} file={file} visit={visit} />
        </main>
      </div>
      <PreviewHost />
    </>
  );
}

function FolderShare({ route, uri, share }: { route: Route; uri: FileUri; share: Share }) {
  const w = useWords(guestWords);
  const visit = useVisit();
  const { signedIn } = visit;
  const { files, parent, error, refresh, shownUri } = useFolderView(uri).listing;
  const isOpen = useIsOpen();
  const root = rootOf(uri);
  const { group } = visit;
  const isHere = shownUri === uri.toString();
  const limits = useMemo(
    () => limitsOf(isHere ? parent : undefined, { signedIn, group }, w, parent),
    [isHere, parent, signedIn, group, w],
  );
  const failed = (cause: unknown, retry: () => void) => (
    <Stage>
      <ShareState error={cause} uri={uri} share={share} onRetry={retry} />
    </Stage>
  );
  const readme = useReadme(share, isHere ? files : []);
  const inside: Inside = {
    rootName: share.name ?? '',
    limits,
    failed,
    empty: ({ actions }) => <EmptyShare mayAdd={!limits.why('add', [])} onUpload={actions.upload} />,
    ...(signedIn && {
      beside: (
        <>
          <ShareChip share={share} root={root} isOwned={parent?.owned === true} />
          {readme && <ReadmeChip file={readme} share={share} />}
        </>
      ),
    }),
  };
  /* A root that does not open is no folder to stand in. */
  if (error && shownUri === undefined && uri.isRoot && !isOpen) {
    return (
      <StatePage>
        <ShareState error={error} uri={uri} share={share} onRetry={refresh} />
      </StatePage>
    );
  }
  const explorer = (
    <Suspense fallback={<main className="stage" id="files" />}>
      <ExplorerPage uri={uri} inside={inside} />
    </Suspense>
  );
  if (signedIn) return <Frame route={route}>{explorer}</Frame>;
  const why = parent && reasonAgainst('download', [{ ...parent, type: 1 }], parent, visit);
  return (
    <>
      <a className="skip" href="#files">
        {w.t('skip')}
      </a>
      <KindSprite />
      <div className="guest folder-page">
        <ShareInfo
          share={share}
          target={root}
          whyNot={why && w(why)}
          note={readme && <ReadmeNote key={readme.id} file={readme} share={share} />}
        />
        <div className="sheet">{explorer}</div>
      </div>
      <TransferPanel />
      <PreviewHost />
    </>
  );
}

function EmptyShare({ mayAdd, onUpload }: { mayAdd: boolean; onUpload: () => void }) {
  const w = useWords(guestWords);
  return (
    <Stage>
      <Empty
        drawing="folder"
        title={w('emptyTitle')}
        actions={
          mayAdd && (
            <Button look="edge" icon="upload" onClick={onUpload}>
              {w.t('upload')}
            </Button>
          )
        }
      >
        {w(mayAdd ? 'emptyAdd' : 'emptyText')}
      </Empty>
    </Stage>
  );
}

/** Beside the path: whose it is, until when, and keeping it. */
function ShareChip({ share, root, isOwned }: { share: Share; root: FileUri; isOwned: boolean }) {
  const w = useWords(guestWords);
  const { save } = useSave(share, root);
  const owner = nameOf(share.owner);
  const { remain_downloads: left } = share;
  const label = w('sharedBy', { name: owner });
  const copyLink = async () => {
    const copied = await copyText(share.url);
    say(copied ? { text: w('linkCopied') } : { text: w('linkNotCopied'), tone: 'failed' });
  };
  const { props, menu } = useMenu({
    label,
    items: () => [
      { title: label },
      ...(share.expires ? [{ title: w('ends', { date: w.t.moment(share.expires) }) }] : []),
      ...(typeof left === 'number' ? [{ title: w('left', { n: left }) }] : []),
      { title: w('views', { n: share.visited }) },
      'line',
      ...(isOwned ? [] : [{ id: 'save', label: w('save'), icon: 'plus' as const, onSelect: () => void save() }]),
      { id: 'link', label: w('copyLink'), icon: 'link', onSelect: () => void copyLink() },
    ],
  });
  return (
    <>
      <button type="button" className="chip share-chip" aria-label={label} {...props}>
        <PersonFace name={owner} />
        <span className="cut">{label}</span>
        <Icon name="down" />
      </button>
      {menu}
    </>
  );
}
