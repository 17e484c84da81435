/** Where to: a tree of folders that opens as one walks through it, lately used places, a field that finds by name. */
import { type FileResponse, FileUri } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { client } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon, Spinner } from '../../components/Icon.tsx';
import { usePreferences } from '../../device/index.ts';
import {
  FileIcon,
  FolderIcon,
  folderColour,
  isFolder,
  knownFolders,
  listingKey,
  myFiles,
  Thumb,
  uriOf,
} from '../../files/index.ts';
import { type Translator, useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { moveWords } from './move-words.ts';
import { NewFolderDialog } from './NewFolderDialog.tsx';

export interface MoveDialogProps {
  readonly files: readonly FileResponse[];
  readonly copy: boolean;
  readonly onChosen: (target: FileUri) => void;
  readonly onClose: () => void;
}

type MoveWords = Words<keyof (typeof moveWords)['en']>;

interface Tree {
  readonly files: readonly FileResponse[];
  readonly copy: boolean;
  readonly open: ReadonlySet<string>;
  readonly chosen: string | undefined;
  readonly onToggle: (uri: string, open: boolean) => void;
  readonly onChoose: (uri: string) => void;
}

/** Why a folder can't be the target, in words; undefined when it can. */
function whyNot(uri: string, { files, copy }: Pick<Tree, 'files' | 'copy'>, w: MoveWords): string | undefined {
  for (const file of files) {
    const own = uriOf(file);
    if (isFolder(file) && (uri === own.toString() || uri.startsWith(`${own}/`))) return w('isItself');
    /* Copying to where it is would only meet its own name. */
    if (own.parent().toString() === uri && (copy || files.length > 0)) return w('isHere', { n: files.length });
  }
  return undefined;
}

const pathText = (uri: FileUri, t: Translator) => uri.elements.join(' / ') || t('files');

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function MoveDialog({ files, copy, onChosen, onClose }: MoveDialogProps) {
  const t = useT();
  const w = useWords(moveWords);
  const [first] = files;
  const source = first ? uriOf(first).parent() : myFiles;
  const recentUris = usePreferences((state) => state.recentTargets);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        [myFiles, ...source.elements.map((_, i) => myFiles.join(...source.elements.slice(0, i + 1)))].map(String),
      ),
  );
  const [chosen, setChosen] = useState<string>();
  const [query, setQuery] = useState('');
  const [creating, setCreating] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  const target = chosen === undefined ? undefined : FileUri.parse(chosen);
  const placeName = (uri: FileUri) => uri.name || t('files');
  const names = { n: files.length, name: first?.name ?? '' };
  const recents = recentUris
    .map((text) => FileUri.parse(text))
    .filter((uri) => whyNot(uri.toString(), { files, copy }, w) === undefined)
    .slice(0, 3);

  const reveal = (uri: FileUri) => {
    setOpen(
      (before) =>
        new Set([...before, ...uri.elements.map((_, i) => myFiles.join(...uri.elements.slice(0, i)).toString())]),
    );
    setChosen(uri.toString());
    setQuery('');
  };
  const tree: Tree = {
    files,
    copy,
    open,
    chosen,
    onChoose: setChosen,
    onToggle: (uri, opens) => {
      setOpen((before) => {
        const next = new Set(before);
        if (opens) next.add(uri);
        else next.delete(uri);
        return next;
      });
    },
  };

  useEffect(() => {
    body.current?.querySelector<HTMLElement>('[role="treeitem"]')?.focus({ preventScroll: true });
  }, []);

  const submit = () => {
    if (!target) return;
    onClose();
    onChosen(target);
  };
  return (
    <>
      <Dialog
        title={w(copy ? 'dlgCopy' : 'dlgMove', names)}
        sub={w('dlgFrom', { path: pathText(source, t) })}
        lead={<Stack files={files} />}
        onClose={onClose}
        onSubmit={submit}
        footer={
          <>
            <Button look="edge" icon="newfolder" onClick={() => setCreating(true)}>
              {t('newFolder')}
            </Button>
            <span className="gap" />
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button look="solid" type="submit" disabled={!target} className="stay">
              <span className="cut">
                {target ? w(copy ? 'copyHere' : 'moveHere', { name: placeName(target) }) : w('choosePlace')}
              </span>
            </Button>
          </>
        }
      >
        <div ref={body}>
          <div className="input">
            <Icon name="search" className="s" />
            <input
              value={query}
              placeholder={w('findFolder')}
              aria-label={w('findFolder')}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setQuery(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && query && event.preventDefault()}
            />
          </div>
          {recents.length > 0 && !query && (
            <div className="recents">
              <span className="t-small faint">{w('recent')}</span>
              {recents.map((uri) => (
                <button key={uri.toString()} type="button" className="chip" onClick={() => reveal(uri)}>
                  <FolderIcon />
                  <span className="cut">{placeName(uri)}</span>
                </button>
              ))}
            </div>
          )}
          {query ? (
            <Found query={query} tree={tree} onChoose={reveal} />
          ) : (
            <div className="trees" role="tree" aria-label={w('folderTree')} onKeyDown={walkTree}>
              <Branch uri={myFiles} name={t('files')} icon={<Icon name="files" />} deep={0} tree={tree} />
            </div>
          )}
        </div>
      </Dialog>
      {creating && (
        <NewFolderDialog
          parent={target ?? source}
          taken={new Set()}
          onClose={() => setCreating(false)}
          onCreated={(folder) => reveal(uriOf(folder))}
        />
      )}
    </>
  );
}

/** Arrow keys of a tree (ARIA practices): up and down over what is open, right opens, left closes or goes up. */
function walkTree(event: KeyboardEvent<HTMLElement>) {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const now = document.activeElement as HTMLElement | null;
  const at = now ? all.indexOf(now) : -1;
  if (!now || at < 0) return;
  const expanded = now.getAttribute('aria-expanded');
  const level = Number(now.getAttribute('aria-level'));
  const rtl = document.documentElement.dir === 'rtl';
  const key = rtl ? ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] ?? event.key) : event.key;
  if (key === 'ArrowDown') all[at + 1]?.focus();
  else if (key === 'ArrowUp') all[at - 1]?.focus();
  else if (key === 'Home') all[0]?.focus();
  else if (key === 'End') all.at(-1)?.focus();
  else if (key === 'ArrowRight') {
    if (expanded === 'false') now.querySelector<HTMLElement>('.twist')?.click();
    else if (expanded === 'true') all[at + 1]?.focus();
  } else if (key === 'ArrowLeft') {
    if (expanded === 'true') now.querySelector<HTMLElement>('.twist')?.click();
    else
      all
        .slice(0, at)
        .findLast((each) => Number(each.getAttribute('aria-level')) < level)
        ?.focus();
  } else if (key === ' ') now.click();
  else if (key === 'Enter') {
    /* The first Enter chooses, the second does it. */
    if (now.getAttribute('aria-selected') !== 'true') now.click();
    else now.closest('form')?.requestSubmit();
  } else return;
  event.preventDefault();
}

const folderPage = 500;

/** Sub-folders come first in a listing, so one page is enough for all but the strangest folders. */
function useFolders(uri: string, enabled: boolean) {
  return useQuery({
    queryKey: [listingKey, uri, 'folders'],
    queryFn: async ({ signal }) => {
      const query = { uri, page_size: folderPage, order_by: 'name', order_direction: 'asc' };
      const page = await client.call('listFiles', { query }, { signal });
      return { pages: [{ ...page, files: page.files.filter(isFolder) }], pageParams: [undefined] };
    },
    select: (data) => data.pages[0]?.files ?? [],
    enabled,
  });
}

interface BranchProps {
  readonly uri: FileUri;
  readonly name: string;
  readonly icon: ReactNode;
  readonly deep: number;
  readonly tree: Tree;
}

function Branch({ uri, name, icon, deep, tree }: BranchProps) {
  const w = useWords(moveWords);
  const text = uri.toString();
  const isOpen = tree.open.has(text);
  const { data: folders, isLoading } = useFolders(text, isOpen);
  const why = whyNot(text, tree, w);
  const isChosen = tree.chosen === text;
  const isLeaf = folders !== undefined && folders.length === 0;
  const toggle = () => tree.onToggle(text, !isOpen);
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys */}
      <div
        className="branch"
        role="treeitem"
        aria-level={deep + 1}
        aria-expanded={isLeaf ? undefined : isOpen}
        aria-selected={isChosen}
        aria-disabled={why ? true : undefined}
        tabIndex={isChosen || (tree.chosen === undefined && deep === 0) ? 0 : -1}
        style={{ '--deep': deep }}
        ref={isChosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
        onClick={() => (why ? toggle() : tree.onChoose(text))}
        onDoubleClick={toggle}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys open and close */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: part of the tree item, which has the keys */}
        <span
          className={isLeaf ? 'twist none' : 'twist'}
          onClick={(event) => {
            event.stopPropagation();
            toggle();
          }}
        >
          {isLoading ? <Spinner /> : <Icon name={isOpen ? 'down' : 'right'} />}
        </span>
        {icon}
        <span className="cut">{name}</span>
        {(why || isChosen) && <span className="note">{why ?? <Icon name="check" />}</span>}
      </div>
      {isOpen &&
        folders?.map((folder) => (
          <Branch
            key={folder.id}
            uri={uriOf(folder)}
            name={folder.name}
            icon={<FolderIcon colour={folderColour(folder)} />}
            deep={deep + 1}
            tree={tree}
          />
        ))}
    </>
  );
}

const foundLimit = 30;

function Found({ query, tree, onChoose }: { query: string; tree: Tree; onChoose: (uri: FileUri) => void }) {
  const t = useT();
  const w = useWords(moveWords);
  const [folders] = useState(knownFolders);
  const low = query.toLocaleLowerCase();
  const found = folders.filter((folder) => folder.name.toLocaleLowerCase().includes(low)).slice(0, foundLimit);
  if (found.length === 0) return <p className="found-none quiet">{w('noFolderFound')}</p>;
  return (
    <ul className="trees">
      {found.map((folder) => {
        const uri = uriOf(folder);
        const why = whyNot(uri.toString(), tree, w);
        return (
          <li key={folder.id}>
            <button
              type="button"
              className="branch"
              aria-disabled={why ? true : undefined}
              onClick={() => !why && onChoose(uri)}
            >
              <FileIcon file={folder} />
              <span className="cut">{folder.name}</span>
              <span className="note">{why ?? pathText(uri.parent(), t)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Stack({ files }: { files: readonly FileResponse[] }) {
  if (files.length === 1 && files[0]) return <FileIcon file={files[0]} />;
  return (
    <span className="stack" aria-hidden="true">
      {files.slice(0, 3).map((file) => (
        <span key={file.id} className="card">
          <Thumb file={file} />
        </span>
      ))}
    </span>
  );
}
