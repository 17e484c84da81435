/** Tiles of one size on a stage, as many as fit beside each other, and only the rows that are in view. */
import type { FileResponse } from '@canopy/contract';
import { type ComponentType, type ReactNode, type RefObject, useLayoutEffect } from 'react';
import type { Rows } from '../windowing.ts';
import { useBand } from './band.ts';
import type { TileGeometry } from './band-geometry.ts';
import { type ItemState, itemState } from './item-state.tsx';
import { elementId, type FileViewProps } from './types.ts';

export interface TilesProps extends FileViewProps {
  readonly rows: Rows;
  readonly rowHeight: number;
  readonly columnCount: number;
  readonly stage: RefObject<HTMLElement | null>;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** The grid is on the page and can be measured. */
  readonly onMounted: () => void;
  readonly taken: (name: string) => boolean;
}

export interface TileProps extends ItemState {
  readonly file: FileResponse;
  readonly place: number;
  readonly total: number;
  /** Whether it lies in the half of its row where reading ends. */
  readonly isLate: boolean;
  readonly facts: (file: FileResponse) => ReactNode;
}

/** What every tile has on its outermost element; `label` names what has no name inside of it. */
export function tileAttributes(props: TileProps, className: string, label?: string) {
  const { file, isCursor, isCut } = props;
  return {
    id: elementId(file.id),
    className: [className, isCursor && 'is-cursor', isCut && 'is-cut'].filter(Boolean).join(' '),
    role: 'option',
    'aria-label': label,
    'aria-selected': props.isSelected,
    'aria-posinset': props.place,
    'aria-setsize': props.total,
    'data-id': file.id,
    'data-drop': props.dropUri,
    draggable: props.isDraggable,
  } as const;
}

/** Where the tiles lie, read from the page. */
function geometryOf({ stage, gridRef, columnCount, rowHeight, files }: TilesProps): TileGeometry | undefined {
  const grid = gridRef.current;
  if (!grid || !stage.current) return undefined;
  const style = getComputedStyle(grid);
  const pixels = (text: string) => Number.parseFloat(text) || 0;
  return {
    columns: columnCount,
    rowHeight,
    columnWidth: pixels(style.gridTemplateColumns) + pixels(style.columnGap),
    left: grid.getBoundingClientRect().left - stage.current.getBoundingClientRect().left + pixels(style.paddingLeft),
    top: pixels(style.paddingTop),
    count: files.length,
  };
}

interface StageProps extends TilesProps {
  /** Class of the element around the tiles, where the style sheet gives them their size. */
  readonly gridClass: string;
  readonly tileStyle?: Readonly<Record<string, string>> | undefined;
  readonly Tile: ComponentType<TileProps>;
}

export function TileStage(props: StageProps) {
  const { files, rows, rowHeight, columnCount, selection, onMounted, Tile } = props;
  useLayoutEffect(onMounted, [onMounted]);
  const band = useBand(props.stage, props, () => geometryOf(props));
  const allRows = Math.ceil(files.length / columnCount);
  const first = rows.start * columnCount;
  return (
    <div
      className="grid-space"
      style={{ paddingBlock: `${rows.start * rowHeight}px ${Math.max(0, allRows - rows.end) * rowHeight}px` }}
    >
      <div
        ref={props.gridRef}
        className={props.gridClass}
        style={props.tileStyle}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable="true"
        aria-busy={props.isBusy || undefined}
        aria-activedescendant={selection.cursor === undefined ? undefined : elementId(selection.cursor)}
        tabIndex={0}
      >
        {files.slice(first, rows.end * columnCount).map((file, offset) => (
          <Tile
            key={file.id}
            file={file}
            place={first + offset + 1}
            total={props.isComplete ? files.length : -1}
            isLate={offset % columnCount >= columnCount / 2}
            facts={props.facts}
            {...itemState(file, props)}
          />
        ))}
      </div>
      {band && <div className="band" style={{ ...band }} />}
    </div>
  );
}
