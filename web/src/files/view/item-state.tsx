import type { FileResponse } from '@canopy/contract';
import type { ReactNode } from 'react';
import { isFolder } from '../kinds.ts';
import { Renaming } from './Renaming.tsx';
import type { FileViewProps } from './types.ts';

/** What a row and a tile show of how an item stands; all of it is told by value, so that others are not drawn again. */
export interface ItemState {
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly isCut: boolean;
  readonly isDraggable: boolean;
  /** URI of the folder it is, where things can be dropped. */
  readonly dropUri: string | undefined;
  /** The field instead of the name while the item is renamed. */
  readonly renameField: ReactNode;
}

interface Stage extends Pick<FileViewProps, 'selection' | 'cut' | 'canDrag' | 'renaming' | 'onRename'> {
  readonly taken: (name: string) => boolean;
}

export function itemState(file: FileResponse, stage: Stage): ItemState {
  const { selection, cut, canDrag = false, renaming, taken, onRename } = stage;
  const isRenamed = renaming === file.id;
  return {
    isSelected: selection.ids.has(file.id),
    isCursor: selection.cursor === file.id,
    isCut: cut.has(file.id),
    isDraggable: canDrag && !isRenamed,
    dropUri: canDrag && isFolder(file) ? file.path : undefined,
    renameField: isRenamed ? <Renaming file={file} taken={taken} onDone={(name) => onRename(file, name)} /> : undefined,
  };
}
