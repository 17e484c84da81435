/** Clicks, taps and the context menu of a list or grid, in one place for all its items. What fingers do else: hand/. */
import type { FileResponse } from '@canopy/contract';
import { type MouseEvent, type PointerEvent, useRef } from 'react';
import { isMod } from '../../device/index.ts';
import { clear, selectOnly, selectRange, toggle } from '../selection.ts';
import type { FileViewProps } from './types.ts';

type Props = Pick<FileViewProps, 'files' | 'shown' | 'selection' | 'onSelect' | 'onOpen' | 'onMenu'>;

/** The item an event happened on. */
export function itemOf(event: { target: EventTarget }, { files, shown }: Pick<Props, 'files' | 'shown'>) {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null;
  const id = element?.dataset.id;
  if (!element || id === undefined) return undefined;
  const file = files[shown.indexOf(id)];
  return file && { file, element };
}

const on = (event: { target: EventTarget }, selector: string) =>
  event.target instanceof Element && event.target.closest(selector) !== null;

/** Handlers for the element around all items. */
export function usePointer(props: Props) {
  /** How the last press was made. */
  const last = useRef('mouse');

  const choose = (event: MouseEvent, file: FileResponse) => {
    const { selection, shown, onSelect } = props;
    if (event.shiftKey) onSelect(selectRange(selection, shown, file.id, isMod(event)));
    else if (isMod(event) || on(event, '.pick')) onSelect(toggle(selection, file.id));
    else onSelect(selectOnly(file.id));
  };

  return {
    onPointerDown: (event: PointerEvent) => {
      last.current = event.pointerType;
    },
    onClick: (event: MouseEvent) => {
      const { selection, onSelect, onOpen, onMenu } = props;
      if (on(event, '.rename, .quick, .tags, .heads')) return;
      const item = itemOf(event, props);
      if (!item) {
        if (selection.ids.size > 0 && !on(event, 'button')) onSelect(clear(selection));
        return;
      }
      if (on(event, '.more')) {
        const tool = item.element.querySelector('.more') ?? item.element;
        if (last.current === 'mouse' && !selection.ids.has(item.file.id)) onSelect(selectOnly(item.file.id));
        onMenu({ below: tool, end: true }, item.file);
      } else if (last.current === 'touch') {
        if (selection.ids.size > 0) onSelect(toggle(selection, item.file.id));
        else onOpen(item.file);
      } else choose(event, item.file);
    },
    onDoubleClick: (event: MouseEvent) => {
      if (last.current === 'touch' || on(event, '.rename, .quick, .tags, .heads, .more, .pick')) return;
      const item = itemOf(event, props);
      if (item && !isMod(event) && !event.shiftKey) props.onOpen(item.file);
    },
    onContextMenu: (event: MouseEvent) => {
      if (on(event, '.rename')) return;
      event.preventDefault();
      /* On touch screens a long press selects; its context menu is the same gesture. */
      if (last.current === 'touch') return;
      const item = itemOf(event, props);
      if (item && !props.selection.ids.has(item.file.id)) props.onSelect(selectOnly(item.file.id));
      else if (!item) props.onSelect(clear(props.selection));
      props.onMenu({ x: event.clientX, y: event.clientY }, item?.file);
    },
  };
}
