/** Where to: a tree of folders that opens as one walks through it, lately used places, a field that finds by name. */
import { type FileResponse, FileUri } from '@canopy/contract';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { usePreferences } from '../../device/index.ts';
import { FolderIcon, myFiles, Thumb, uriOf } from '../../files/index.ts';
import { nameWords } from '../../files/name-words.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { Branch, Found, pathText, type Tree, whyNot } from './FolderTree.tsx';
import { moveWords } from './move-words.ts';
import { NewItemDialog } from './NewItemDialog.tsx';
import { walkTree } from './tree.tsx';

/** What a folder is chosen for when it is not to move or copy files that are here. */
export interface Purpose {
  readonly title: string;
  readonly sub: string;
  readonly lead: ReactNode;
  /** Words of the button, for the folder that is chosen. */
  readonly choose: (name: string) => string;
}

export interface MoveDialogProps {
  readonly files: readonly FileResponse[];
  readonly copy: boolean;
  readonly purpose?: Purpose;
  readonly onChosen: (target: FileUri) => void;
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function MoveDialog({ files, copy, purpose, onChosen, onClose }: MoveDialogProps) {
  const t = useT();
  const w = useWords(moveWords);
  const called = useWords(nameWords);
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
  const choose = purpose?.choose ?? ((name: string) => w(copy ? 'copyHere' : 'moveHere', { name }));
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
        title={purpose?.title ?? w(copy ? 'dlgCopy' : 'dlgMove', names)}
        sub={purpose?.sub ?? (source.host === 'my' && w('dlgFrom', { path: pathText(source, t) }))}
        lead={purpose?.lead ?? <Stack files={files} />}
        onClose={onClose}
        onSubmit={submit}
        footer={
          <>
            <Button look="edge" icon="newfolder" onClick={() => setCreating(true)}>
              {called('newFolder')}
            </Button>
            <span className="gap" />
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button look="solid" type="submit" disabled={!target} className="stay">
              <span className="cut">{target ? choose(placeName(target)) : w('choosePlace')}</span>
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
        <NewItemDialog
          what="folder"
          parent={target ?? source}
          taken={new Set()}
          onClose={() => setCreating(false)}
          onCreated={(folder) => reveal(uriOf(folder))}
        />
      )}
    </>
  );
}

function Stack({ files }: { files: readonly FileResponse[] }) {
  if (files.length === 1 && files[0]) return <Thumb file={files[0]} />;
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
