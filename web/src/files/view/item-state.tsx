import type { FileResponse } from '@canopy/contract';
import type { ReactNode } from 'react';
import { Renaming } from './Renaming.tsx';
import type { FileViewProps } from './types.ts';

/** What a row and a tile show of how an item stands; all of it is told by value, so that others are not drawn again. */
export interface ItemState {
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly isCut: boolean;
  readonly isDrop: boolean;
  readonly isDraggable: boolean;
  /** The field instead of the name while the item is renamed. */
  readonly renameField: ReactNode;
}

interface Stage extends Pick<FileViewProps, 'selection' | 'cut' | 'drop' | 'renaming' | 'onRename'> {
  readonly dragOver: string | undefined;
  readonly taken: (name: string) => boolean;
}

export function itemState(file: FileResponse, stage: Stage): ItemState {
  const { selection, cut, dragOver, drop, renaming, taken, onRename } = stage;
  const isRenamed = renaming === file.id;
  return {
    isSelected: selection.ids.has(file.id),
    isCursor: selection.cursor === file.id,
    isCut: cut.has(file.id),
    isDrop: dragOver !== undefined && dragOver === file.path,
    isDraggable: drop !== undefined && !isRenamed,
    renameField: isRenamed ? <Renaming file={file} taken={taken} onDone={(name) => onRename(file, name)} /> : undefined,
  };
}
