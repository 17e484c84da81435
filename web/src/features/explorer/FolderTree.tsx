/** The folders one can move to: a tree that opens as one walks through it, and what a name finds among them. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { FileIcon, FolderIcon, folderColour, isFolder, knownFolders, uriOf } from '../../files/index.ts';
import { type Translator, useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { foldersQuery } from './folders-in.ts';
import { moveWords } from './move-words.ts';
import { Twist } from './tree.tsx';

type MoveWords = Words<keyof (typeof moveWords)['en']>;

export interface Tree {
  readonly files: readonly FileResponse[];
  readonly copy: boolean;
  readonly open: ReadonlySet<string>;
  readonly chosen: string | undefined;
  readonly onToggle: (uri: string, open: boolean) => void;
  readonly onChoose: (uri: string) => void;
}

/** Why a folder can't be the target, in words; undefined when it can. */
export function whyNot(uri: string, { files, copy }: Pick<Tree, 'files' | 'copy'>, w: MoveWords): string | undefined {
  for (const file of files) {
    const own = uriOf(file);
    if (isFolder(file) && (uri === own.toString() || uri.startsWith(`${own}/`))) return w('isItself');
    /* Copying to where it is would only meet its own name. */
    if (own.parent().toString() === uri && (copy || files.length > 0)) return w('isHere', { n: files.length });
  }
  return undefined;
}

export const pathText = (uri: FileUri, t: Translator) => uri.elements.join(' / ') || t('files');

interface BranchProps {
  readonly uri: FileUri;
  readonly name: string;
  readonly icon: ReactNode;
  readonly deep: number;
  readonly tree: Tree;
}

export function Branch({ uri, name, icon, deep, tree }: BranchProps) {
  const w = useWords(moveWords);
  const text = uri.toString();
  const isOpen = tree.open.has(text);
  const { data, isLoading } = useQuery({ ...foldersQuery(text), enabled: isOpen });
  const folders = data?.pages[0]?.files;
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
        <Twist isLeaf={isLeaf} isOpen={isOpen} isLoading={isLoading} onToggle={toggle} />
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

export function Found({ query, tree, onChoose }: { query: string; tree: Tree; onChoose: (uri: FileUri) => void }) {
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
