/** The folders of one's own files as a tree at the side. A branch is loaded when it opens. */
import type { FileUri } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { reasonOf } from '../api/index.ts';
import { Button } from '../components/Button.tsx';
import { foldersQuery } from '../features/explorer/folders-in.ts';
import { pathWords } from '../features/explorer/path-words.ts';
import { Twist, walkTree } from '../features/explorer/tree.tsx';
import { addressOf, FolderIcon, folderColour, myFiles, sortFiles, uriOf } from '../files/index.ts';
import { useWords } from '../i18n/words.ts';
import { navigate } from '../router/index.ts';
import { usePageOffer } from './page-commands.ts';
import './nav-tree.css';

/** The branches that are open, by URI; they stay so while one goes about. */
const useOpen = create<{ readonly open: ReadonlySet<string> }>(() => ({ open: new Set() }));

function toggle(uri: string): void {
  const { open } = useOpen.getState();
  useOpen.setState({ open: new Set(open.has(uri) ? [...open].filter((each) => each !== uri) : [...open, uri]) });
}

/** Whether a folder is in sight: all branches that lead to it are open. */
function isInSight(uri: FileUri | undefined, open: ReadonlySet<string>): boolean {
  if (uri?.host !== 'my' || uri.isRoot) return false;
  const above = uri.parent();
  return above.isRoot || (open.has(above.toString()) && isInSight(above, open));
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function NavTree() {
  const w = useWords(pathWords);
  const current = usePageOffer((offer) => offer.folder);
  const { open } = useOpen();
  return (
    <div className="tree" role="tree" aria-label={w('tree')} tabIndex={-1} onKeyDown={walkTree}>
      <Level uri={myFiles} deep={0} current={isInSight(current, open) ? current?.toString() : undefined} />
    </div>
  );
}

interface LevelProps {
  readonly uri: FileUri;
  readonly deep: number;
  /** URI of the folder that is shown, when it is in sight; else the first one takes the focus. */
  readonly current: string | undefined;
}

/** The folders in a folder. */
function Level({ uri, deep, current }: LevelProps) {
  const w = useWords(pathWords);
  const { data, error, refetch } = useQuery(foldersQuery(uri.toString()));
  const style = { '--deep': deep };
  if (error && !data) {
    return (
      <p className="quiet" role="alert" style={style}>
        {w('foldersFailed')}. {reasonOf(error, w.t).text}{' '}
        <Button look="word" size="small" onClick={() => void refetch()}>
          {w.t('retry')}
        </Button>
      </p>
    );
  }
  const folders = sortFiles(data?.pages[0]?.files ?? [], { by: 'name', direction: 'asc' }, w.t.language);
  if (data && folders.length === 0 && deep === 0) return <p className="quiet">{w('noFolders')}</p>;
  return folders.map((folder, index) => (
    <Branch
      key={folder.id}
      uri={uriOf(folder)}
      name={folder.name}
      icon={<FolderIcon colour={folderColour(folder)} />}
      deep={deep}
      current={current}
      takesFocus={current === undefined && deep === 0 && index === 0}
    />
  ));
}

interface BranchProps extends LevelProps {
  readonly name: string;
  readonly icon: React.ReactNode;
  readonly takesFocus: boolean;
}

function Branch({ uri, name, icon, deep, current, takesFocus }: BranchProps) {
  const text = uri.toString();
  const isOpen = useOpen(({ open }) => open.has(text));
  const { data, isLoading } = useQuery({ ...foldersQuery(text), enabled: isOpen });
  const isLeaf = data?.pages[0]?.files.length === 0;
  const isCurrent = current === text;
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys */}
      <div
        className="branch"
        role="treeitem"
        aria-level={deep + 1}
        aria-expanded={isLeaf ? undefined : isOpen}
        aria-selected={isCurrent}
        aria-label={name}
        tabIndex={isCurrent || takesFocus ? 0 : -1}
        style={{ '--deep': deep }}
        data-drop={text}
        data-spring="branch"
        onClick={() => navigate(addressOf(uri))}
      >
        <Twist isLeaf={isLeaf} isOpen={isOpen} isLoading={isLoading} onToggle={() => toggle(text)} />
        {icon}
        <span className="cut" dir="auto">
          {name}
        </span>
      </div>
      {isOpen && <Level uri={uri} deep={deep + 1} current={current} />}
    </>
  );
}
