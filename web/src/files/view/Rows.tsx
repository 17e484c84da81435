import type { FileResponse } from '@canopy/contract';
import { lazy, memo, type PointerEvent, type ReactNode, type Ref, Suspense, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useT } from '../../i18n/index.tsx';
import { FileName } from '../FileName.tsx';
import { isFolder } from '../kinds.ts';
import { ShareMark } from '../ShareMark.tsx';
import { Thumb } from '../Thumb.tsx';
import type { Rows } from '../windowing.ts';
import { type ItemState, itemState } from './item-state.tsx';
import { type Column, elementId, type FileViewProps } from './types.ts';

const GhostRows = lazy(async () => ({ default: (await import('./Ghosts.tsx')).GhostRows }));

interface ListProps extends FileViewProps {
  readonly rows: Rows;
  readonly rowHeight: number;
  readonly listRef: Ref<HTMLDivElement>;
  readonly taken: (name: string) => boolean;
}

/** The list: heads, and the rows that are in view between two spacers. */
export function FileRows(props: ListProps) {
  const { files, rows, rowHeight, selection, columns } = props;
  /* The row under the pointer: only there are tools to be seen. */
  const [over, setOver] = useState<string>();
  const [first] = columns;
  const template = first?.width && `minmax(200px, 1fr) ${columns.map(({ width }) => `${width}px`).join(' ')} 52px`;
  return (
    <div
      ref={props.listRef}
      className={`list ${props.columnsClass}`}
      style={template ? { '--columns': template } : undefined}
      role="grid"
      aria-label={props.label}
      aria-multiselectable="true"
      aria-rowcount={props.isComplete ? files.length + 1 : -1}
      aria-busy={props.isBusy || undefined}
      aria-activedescendant={selection.cursor === undefined ? undefined : elementId(selection.cursor)}
      tabIndex={0}
      onPointerOver={({ target, pointerType }) =>
        pointerType !== 'touch' && setOver((target as Element).closest<HTMLElement>('[data-id]')?.dataset.id)
      }
      onPointerLeave={() => setOver(undefined)}
    >
      <Heads {...props} />
      <div
        role="rowgroup"
        className="rows"
        style={{
          paddingBlock: `${rows.start * rowHeight}px ${(files.length - rows.end) * rowHeight}px`,
        }}
      >
        {files.slice(rows.start, rows.end).map((file, offset) => (
          <Row
            key={file.id}
            file={file}
            index={rows.start + offset}
            columns={columns}
            facts={props.facts}
            quick={file.id === over ? props.quick : undefined}
            tags={props.tags}
            {...itemState(file, props)}
          />
        ))}
      </div>
      <Suspense>{!props.isComplete && files.length > 0 && <GhostRows count={2} />}</Suspense>
    </div>
  );
}

/** Takes hold of the edge of a column. */
function pull(event: PointerEvent, { columns, onWidth }: ListProps, index: number): void {
  const list = event.currentTarget.closest<HTMLElement>('.list');
  const column = columns[index];
  if (!list || !column || !onWidth) return;
  const { clientX: x } = event;
  event.preventDefault();
  event.stopPropagation();
  void import('./resize.ts').then(({ startResize }) =>
    startResize({ list, index, x, onDone: (width) => onWidth(column.id, width) }),
  );
}

function Heads(props: ListProps) {
  const { columns, order, onOrder, onWidth, onColumns } = props;
  const t = useT();
  const head = (label: string, sort: Column['sort'], className: string, index = -1) => {
    const on = sort !== undefined && order?.by === sort;
    return (
      <span
        key={`${className} ${index}`}
        role="columnheader"
        className={className}
        aria-sort={on ? (order.direction === 'asc' ? 'ascending' : 'descending') : undefined}
      >
        {sort && onOrder ? (
          <button
            type="button"
            tabIndex={-1}
            onClick={() => onOrder({ by: sort, direction: on && order.direction === 'asc' ? 'desc' : 'asc' })}
          >
            {label}
            {on && <Icon name={order.direction === 'asc' ? 'arrowup' : 'arrowdown'} />}
          </button>
        ) : (
          label
        )}
        {onWidth && index >= 0 && (
          <span className="grip desk-only" onPointerDown={(event) => pull(event, props, index)} />
        )}
      </span>
    );
  };
  return (
    <div className="row heads" role="row">
      {head(t('name'), 'name', 'head-name')}
      {columns.map((column, index) => head(column.label, column.sort, column.className, index))}
      <span role="columnheader" className="head-more">
        {onColumns ? (
          <button type="button" className="tool small" tabIndex={-1} aria-label={t('more')} onClick={onColumns}>
            <Icon name="details" />
          </button>
        ) : (
          <span className="unseen">{t('more')}</span>
        )}
      </span>
    </div>
  );
}

interface RowProps extends ItemState {
  readonly file: FileResponse;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly facts: (file: FileResponse) => ReactNode;
  readonly quick: ((file: FileResponse) => ReactNode) | undefined;
  readonly tags: ((file: FileResponse) => ReactNode) | undefined;
}

const Row = memo(function Row(props: RowProps) {
  const { file, columns, isSelected, isCursor } = props;
  const t = useT();
  const classes = ['row', isCursor && 'is-cursor', props.isCut && 'is-cut'];
  return (
    <div
      id={elementId(file.id)}
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-selected={isSelected}
      aria-rowindex={props.index + 2}
      data-id={file.id}
      data-drop={props.dropUri}
      draggable={props.isDraggable}
    >
      <span className="cell-name" role="gridcell">
        <input
          className="check pick"
          type="checkbox"
          tabIndex={-1}
          aria-label={t('selectRow', { name: file.name })}
          checked={isSelected}
          readOnly
        />
        <Thumb file={file} />
        {props.renameField ?? <FileName name={file.name} isFolder={isFolder(file)} />}
        {!props.renameField && props.tags?.(file)}
        {!props.renameField && <ShareMark file={file} />}
        {!props.renameField && props.quick && <span className="quick">{props.quick(file)}</span>}
      </span>
      {!props.renameField && <span className="sub">{props.facts(file)}</span>}
      {columns.map((column) => (
        <span key={column.id} className={column.className} role="gridcell">
          {column.cell(file)}
        </span>
      ))}
      <span className="cell-more" role="gridcell">
        <button type="button" className="tool more" aria-label={t('moreFor', { name: file.name })} tabIndex={-1}>
          <Icon name="more" />
        </button>
      </span>
    </div>
  );
});
