/** Moving and selecting by keyboard in a list or grid. Keys that do something to files are the page's. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { isMod } from '../../device/index.ts';
import { once } from '../once.ts';
import { clear, moveCursor, selectOnly, selectRange, toggle } from '../selection.ts';
import { nextIndex, wordPauseMs } from '../steps.ts';
import type { Finder } from './far.ts';
import { elementId, type FileViewProps } from './types.ts';

const loadFar = once(() => import('./far.ts'));

type Props = Pick<
  FileViewProps,
  | 'files'
  | 'shown'
  | 'selection'
  | 'onSelect'
  | 'onSelectAll'
  | 'onOpen'
  | 'onPreview'
  | 'onMenu'
  | 'isComplete'
  | 'everything'
>;

export interface Geometry {
  readonly columns: number;
  /** Rows that fit into the view. */
  readonly rows: number;
}

/** Key handler; `reveal` scrolls an index into view. */
export function useKeyboard(props: Props, geometry: () => Geometry, reveal: (index: number) => void) {
  const typing = useRef<Finder>(undefined);
  /** When the last letter came: what looks for names may still be on its way. */
  const typedAt = useRef(-Infinity);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const goTo = (index: number, event: KeyboardEvent) => {
    const { shown, selection, onSelect } = props;
    const id = shown.ids[index];
    if (id === undefined) return;
    if (event.shiftKey) onSelect(selectRange(selection, shown, id, isMod(event)));
    else if (isMod(event)) onSelect(moveCursor(selection, id));
    else onSelect(selectOnly(id));
    reveal(index);
  };

  return (event: KeyboardEvent): void => {
    const { files, shown, selection, onSelect } = props;
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    const cursor = selection.cursor === undefined ? -1 : shown.indexOf(selection.cursor);
    const file = files[cursor];
    const plain = !isMod(event) && !event.altKey;
    /* When it was pressed: a busy page handles it later. */
    const now = event.timeStamp;
    const isLetter = plain && event.key.length === 1 && event.key !== '?' && event.key !== '/';

    if (!isLetter && event.key !== 'Shift') {
      typing.current?.end();
      typedAt.current = -Infinity;
    }
    if (event.altKey) return;
    if (isMod(event) && event.key.toLowerCase() === 'a') {
      props.onSelectAll();
    } else if (event.key === 'Escape' && selection.ids.size > 0) {
      onSelect(clear(selection));
    } else if (event.key === 'Enter' && plain && file) {
      props.onOpen(file);
    } else if (event.key === ' ' && isMod(event) && file) {
      onSelect(toggle(selection, file.id));
    } else if (event.key === ' ' && plain && file && now - typedAt.current > wordPauseMs) {
      props.onPreview(file);
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      openMenu();
    } else {
      const step = nextIndex(event.key, {
        index: cursor,
        count: files.length,
        ...geometry(),
        rtl: document.documentElement.dir === 'rtl',
      });
      if (step !== undefined) {
        /* The first arrow after entering the list stands on its first item. */
        const to = cursor < 0 && event.key !== 'End' ? 0 : step;
        goTo(to, event);
        if (event.key === 'End' && !props.isComplete) {
          void loadFar().then(({ goToEnd }) => goToEnd(() => latest.current, event.shiftKey, isMod(event)));
        }
      } else if (isLetter) {
        typedAt.current = now;
        /* Letters come one after the other, also while what looks for them is on its way. */
        void loadFar().then(({ Finder }) => {
          typing.current ??= new Finder();
          return typing.current.type(event.key, now, () => latest.current);
        });
      } else return;
    }
    event.preventDefault();

    function openMenu() {
      if (file && !selection.ids.has(file.id)) onSelect(selectOnly(file.id));
      const element = file && document.getElementById(elementId(file.id));
      const box = (element ?? event.currentTarget).getBoundingClientRect();
      props.onMenu({ x: box.left + Math.min(120, box.width / 2), y: box.top + Math.min(40, box.height / 2) }, file);
    }
  };
}
