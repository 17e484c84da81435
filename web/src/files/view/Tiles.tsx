import type { FileResponse } from '@canopy/contract';
import { memo, type ReactNode, type RefObject, useLayoutEffect } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { FileName } from '../FileName.tsx';
import { isFolder } from '../kinds.ts';
import { Picture } from '../Picture.tsx';
import { ShareMark } from '../ShareMark.tsx';
import { TagDots } from '../TagDots.tsx';
import type { Rows } from '../windowing.ts';
import { useBand } from './band.ts';
import type { TileGeometry } from './band-geometry.ts';
import { Renaming } from './Renaming.tsx';
import { elementId, type FileViewProps } from './types.ts';

interface GridProps extends FileViewProps {
  readonly rows: Rows;
  readonly rowHeight: number;
  readonly columnCount: number;
  readonly dragOver: string | undefined;
  readonly stage: RefObject<HTMLElement | null>;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** The grid is on the page and can be measured. */
  readonly onMounted: () => void;
  readonly taken: (name: string) => boolean;
}

/** Where the tiles lie, read from the page. */
function geometryOf({ stage, gridRef, columnCount, rowHeight, files }: GridProps): TileGeometry | undefined {
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

/** The grid: as many tiles as fit, and only the rows that are in view. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function FileTiles(props: GridProps) {
  const { files, rows, rowHeight, columnCount, selection, cut, dragOver, onMounted } = props;
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
        className="grid"
        style={props.tile ? { '--tile': `${props.tile}px` } : undefined}
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
            facts={props.facts}
            isSelected={selection.ids.has(file.id)}
            isCursor={selection.cursor === file.id}
            isCut={cut.has(file.id)}
            isDrop={dragOver !== undefined && dragOver === file.path}
            isDraggable={props.drop !== undefined && props.renaming !== file.id}
            renameField={
              props.renaming === file.id ? (
                <Renaming file={file} taken={props.taken} onDone={(name) => props.onRename(file, name)} />
              ) : undefined
            }
          />
        ))}
      </div>
      {band && <div className="band" style={{ ...band }} />}
    </div>
  );
}

interface TileProps {
  readonly file: FileResponse;
  readonly place: number;
  readonly total: number;
  readonly facts: (file: FileResponse) => ReactNode;
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly isCut: boolean;
  readonly isDrop: boolean;
  readonly isDraggable: boolean;
  readonly renameField: ReactNode;
}

/* An option holds no control of its own: the box and the dots are for the pointer, keys and the tool row do the same. */
const Tile = memo(function Tile(props: TileProps) {
  const { file, isSelected, isCursor } = props;
  const classes = ['tile', isCursor && 'is-cursor', props.isCut && 'is-cut', props.isDrop && 'is-drop'];
  return (
    <div
      id={elementId(file.id)}
      className={classes.filter(Boolean).join(' ')}
      role="option"
      aria-selected={isSelected}
      aria-posinset={props.place}
      aria-setsize={props.total}
      data-id={file.id}
      draggable={props.isDraggable}
    >
      <span className={isSelected ? 'check pick on' : 'check pick'} aria-hidden="true" />
      <span className="tool more" aria-hidden="true">
        <Icon name="more" />
      </span>
      <Picture file={file} />
      <span className="caption">
        {props.renameField ?? <FileName name={file.name} isFolder={isFolder(file)} />}
        <span className="meta num">
          {props.facts(file)}
          <TagDots file={file} />
          <ShareMark file={file} />
        </span>
      </span>
    </div>
  );
});
