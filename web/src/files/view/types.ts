import type { FileResponse } from '@canopy/contract';
import type { ReactNode } from 'react';
import type { IconName } from '../../components/icons.ts';
import type { MenuAnchor } from '../../components/Menu.tsx';
import type { Order, SortKey, View } from '../../device/index.ts';
import type { Selection, Shown } from '../selection.ts';

/** A column of the list after the name. The name column comes by itself. */
export interface Column {
  readonly id: string;
  readonly label: string;
  /** Sorting by it, when it can be. */
  readonly sort?: SortKey;
  /** Class of its cells: `cell-date` leaves when narrow, `cell-size` is end-aligned. */
  readonly className: string;
  readonly cell: (file: FileResponse) => ReactNode;
  /** Pixels; undefined = as the style sheet says. All columns have one, or none. */
  readonly width?: number;
}

/** Something that can be done with an item, wherever it is offered without a menu. */
export interface ItemAct {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Can't be taken back: said in red. */
  readonly isDanger?: boolean;
  /** Why it can't be done now. */
  readonly why?: string | undefined;
  /** On the phone, where four fit, it is in the menu alone. */
  readonly isDeskOnly?: boolean;
  readonly run: () => void;
}

export interface FileViewProps {
  readonly files: readonly FileResponse[];
  readonly shown: Shown;
  /** Accessible name of the whole. */
  readonly label: string;
  readonly view: View;
  readonly columns: readonly Column[];
  /** Class of the list, where the style sheet gives the columns their widths. */
  readonly columnsClass: string;
  readonly order: Order | undefined;
  readonly onOrder?: (order: Order) => void;
  /** Lets people choose columns, and their widths. */
  readonly onColumns?: (() => void) | undefined;
  readonly onWidth?: ((id: string, width: number) => void) | undefined;
  /** Least width of a picture of the gallery, pixels. */
  readonly tile?: number | undefined;
  readonly selection: Selection;
  readonly onSelect: (next: Selection) => void;
  /** Everything, also what is not loaded yet. */
  readonly onSelectAll: () => void;
  /** Facts under the name: on the phone, and in tiles. */
  readonly facts: (file: FileResponse) => ReactNode;
  readonly cut: ReadonlySet<string>;
  /** Id of the item whose name is being changed. */
  readonly renaming: string | undefined;
  readonly onRename: (file: FileResponse, name: string | undefined) => void;
  readonly onOpen: (file: FileResponse) => void;
  readonly onPreview: (file: FileResponse) => void;
  readonly onMenu: (anchor: MenuAnchor, file: FileResponse | undefined) => void;
  /** What a finger uncovers of a row that it pushes aside; each of it is in the row's menu as well. */
  readonly actsOn?: (file: FileResponse) => readonly ItemAct[];
  /** Asks for the files again, when a finger pulls them down; resolves with whether they came. */
  readonly onRefresh?: () => Promise<boolean>;
  /** Small tools that show at the end of a name when the pointer is over its row. */
  readonly quick?: (file: FileResponse) => ReactNode;
  /** Tags after a name. */
  readonly tags?: ((file: FileResponse) => ReactNode) | undefined;
  /** Items can be dragged, and dropped on folders. */
  readonly canDrag?: boolean;
  /** URI of the folder that takes what is dropped beside the folders in it; absent = none does. */
  readonly dropTarget?: string | undefined;
  /** Other content is on its way: this stays to be seen, but takes no clicks. */
  readonly isBusy: boolean;
  readonly isComplete: boolean;
  readonly loadMore: () => void;
  /** Resolves with all that would be shown, also what is not loaded yet. */
  readonly everything: () => Promise<readonly FileResponse[]>;
  /** The rest is fetched while nothing else happens, so that the scroll bar tells the truth. */
  readonly fetchesRest?: boolean;
  /** Where the scroll position is remembered. */
  readonly memory: string;
}

/** Id of the element of an item, for aria-activedescendant. */
export const elementId = (id: string) => `item-${id}`;
