/** Many files on a stage: a list or a grid, with selection, keyboard, menu, drag and drop. It knows no actions. */
import { type DragEvent, lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { hasTouch, type View } from '../../device/index.ts';
import { startDrag } from '../drag.ts';
import { remember } from '../memory.ts';
import { selectOnly } from '../selection.ts';
import { useRowsInView } from '../windowing.ts';
import { type Layout, useAnchor } from './anchor.ts';
import { useKeyboard } from './keyboard.ts';
import { itemOf, usePointer } from './pointer.ts';
import { FileRows } from './Rows.tsx';
import type { FileViewProps } from './types.ts';
import '../files.css';

const FileTiles = lazy(() => import('./Tiles.tsx'));
const Gallery = lazy(() => import('./Gallery.tsx'));
const Hand = lazy(() => import('./hand/Hand.tsx'));

/** Measured from the page, because the style sheet decides about density, columns and the phone. */
interface Measured extends Layout {
  /** The view it was measured in. */
  readonly of: View;
}

/** The usual one: where it is right, nothing is drawn twice. */
const startLayout: Measured = { columns: 1, rowHeight: 44, lead: 36, of: 'list' };

/** Above so many files the rest waits until somebody scrolls to it. */
const mostFetched = 200_000;

/** Scroll positions by history entry, so that Back returns to the same place. */
const positions = new Map<string, number>();

export function FileView(props: FileViewProps) {
  const { files, shown, view, tile, selection, isComplete, loadMore, memory } = props;
  const stage = useRef<HTMLElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState(startLayout);
  const isGuess = useRef(true);
  const [byKey, setByKey] = useState(false);

  /* Back to where one was; a folder that is new starts at its top. Before the rows in view are reckoned. */
  useLayoutEffect(() => {
    if (stage.current) stage.current.scrollTop = positions.get(memory) ?? 0;
  }, [memory]);
  useAnchor(stage, {
    shown,
    order: props.order,
    memory,
    view,
    ...layout,
    isGuess: isGuess.current,
    scrollTop: positions.get(memory) ?? 0,
  });
  const onScroll = useCallback((top: number) => remember(positions, memory, top), [memory]);
  const rowCount = Math.ceil(files.length / layout.columns);
  const rows = useRowsInView({
    stage,
    count: rowCount,
    rowHeight: layout.rowHeight,
    lead: layout.lead,
    overscan: view === 'list' ? 8 : 3,
    onScroll,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: tiles of another size are to be measured anew
  const measure = useCallback(() => {
    const element = inner.current;
    const item = element?.querySelector<HTMLElement>('[data-id]');
    if (!element || !item) return;
    isGuess.current = false;
    const style = getComputedStyle(element);
    const grid = view !== 'list';
    const columns = grid ? style.gridTemplateColumns.split(' ').length : 1;
    const rowHeight = item.getBoundingClientRect().height + (grid ? Number.parseFloat(style.rowGap) || 0 : 0);
    const heads = element.querySelector<HTMLElement>('.heads');
    const lead = grid ? Number.parseFloat(style.paddingTop) || 0 : (heads?.offsetHeight ?? 0);
    setLayout((before) =>
      before.of === view && before.columns === columns && before.rowHeight === rowHeight && before.lead === lead
        ? before
        : { columns, rowHeight, lead, of: view },
    );
  }, [view, tile]);

  const isEmpty = files.length === 0;
  useLayoutEffect(() => {
    measure();
    const element = stage.current;
    if (!element || isEmpty) return;
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [measure, isEmpty]);

  /* The next page is asked for two screens before its rows come into view. */
  const near = rows.end + 2 * Math.max(20, rows.end - rows.start) >= rowCount;
  useEffect(() => {
    if (isComplete) return;
    if (near) return loadMore();
    if (!props.fetchesRest || files.length > mostFetched) return;
    const timer = setTimeout(loadMore, 100);
    return () => clearTimeout(timer);
  }, [near, isComplete, loadMore, props.fetchesRest, files.length]);

  const reveal = useCallback(
    (index: number) => {
      const element = stage.current;
      if (!element) return;
      const top = layout.lead + Math.floor(index / layout.columns) * layout.rowHeight;
      const above = view === 'list' ? layout.lead : 0;
      if (top - above < element.scrollTop) element.scrollTop = top - above;
      else if (top + layout.rowHeight + 8 > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + layout.rowHeight + 8 - element.clientHeight;
      }
    },
    [layout, view],
  );

  /* What is renamed, created or returned to is shown. */
  const { renaming } = props;
  const wanted = renaming ?? selection.cursor;
  const wantedIndex = wanted === undefined ? -1 : shown.indexOf(wanted);
  const revealed = useRef('');
  useLayoutEffect(() => {
    const mark = `${wanted}:${wantedIndex}`;
    if (wantedIndex < 0 || revealed.current === mark) return;
    const first = revealed.current === '';
    revealed.current = mark;
    if (!(first && positions.has(memory))) reveal(wantedIndex);
  }, [wanted, wantedIndex, reveal, memory]);

  /* The keyboard is in the list from the start, and again after a field in it was left. */
  useEffect(() => {
    const active = document.activeElement;
    if (renaming === undefined && (!active || active === document.body)) inner.current?.focus({ preventScroll: true });
  });

  const geometry = () => ({
    columns: layout.columns,
    rows: Math.max(1, Math.floor(((stage.current?.clientHeight ?? 0) - layout.lead) / layout.rowHeight)),
  });
  const onKeyDown = useKeyboard(props, geometry, reveal);
  const pointer = usePointer(props);

  const onDragStart = (event: DragEvent) => {
    const item = itemOf(event, props);
    if (!item) return event.preventDefault();
    let dragged = files.filter((file) => selection.ids.has(file.id));
    if (!selection.ids.has(item.file.id)) {
      props.onSelect(selectOnly(item.file.id));
      dragged = [item.file];
    }
    startDrag(event, dragged);
  };

  const Tiles = view === 'gallery' ? Gallery : FileTiles;
  const taken = (name: string) => files.some((file) => file.name === name);
  const common = { ...props, rows, rowHeight: layout.rowHeight, taken };
  return (
    <main
      ref={stage}
      id="files"
      className={['stage', byKey && 'by-key', props.isBusy && 'is-waiting'].filter(Boolean).join(' ')}
      tabIndex={-1}
      onFocus={(event) => {
        /* "Skip to files" leads to the stage; the keyboard belongs into the list. */
        if (event.target === stage.current) inner.current?.focus({ preventScroll: true });
      }}
      onKeyDownCapture={() => setByKey(true)}
      onKeyDown={onKeyDown}
      {...pointer}
      onPointerDown={(event) => {
        setByKey(false);
        pointer.onPointerDown(event);
      }}
      onDragStart={onDragStart}
      data-drop={props.dropTarget}
    >
      <Suspense>{hasTouch && <Hand {...props} stage={stage} inner={inner} layout={layout} />}</Suspense>
      {view === 'list' ? (
        <FileRows {...common} listRef={inner} />
      ) : (
        <Suspense>
          <Tiles {...common} columnCount={layout.columns} stage={stage} gridRef={inner} onMounted={measure} />
        </Suspense>
      )}
    </main>
  );
}
