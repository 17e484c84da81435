/** The keys of the preview. A viewer may take a key before it. */
import type { KeyboardEvent } from 'react';
import { isMod } from '../../device/index.ts';
import { readingKey } from '../../device/reading-key.ts';
import { zoomStep } from './Tools.tsx';
import type { ViewerControls } from './viewer.ts';

export interface Deeds {
  readonly viewer: () => ViewerControls | null;
  /** Closes what lies on top: the details, else the preview. */
  readonly goUp: () => void;
  readonly close: () => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly next: () => void;
  readonly previous: () => void;
  readonly toggleDetails: () => void;
  readonly undo: () => void;
  readonly rename: (() => void) | undefined;
  readonly remove: (() => void) | undefined;
}

/** Acts on a key that nothing inside has used. @returns whether it is one of the preview */
export function actOnKey(event: KeyboardEvent, deeds: Deeds): boolean {
  const viewer = deeds.viewer();
  const { key } = event;
  const path = event.nativeEvent.composedPath();
  const within = (selector: string) => path.some((part) => part instanceof Element && part.matches(selector));
  if (isMod(event) && key.toLowerCase() === 'f' && viewer?.find) {
    viewer.find();
    return true;
  }
  if (viewer?.onKey?.(event)) return true;
  if (key === 'Escape') {
    deeds.goUp();
    return true;
  }
  if (within('select, input:not([type=range]), textarea, [contenteditable=true]')) return false;
  if (isMod(event) && key.toLowerCase() === 'p' && viewer?.print) {
    viewer.print();
    return true;
  }
  if (isMod(event) && !event.shiftKey && key.toLowerCase() === 'z') {
    deeds.undo();
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  /* Sliders take the arrows for themselves, but for those that mean other files. */
  if (within('input') && !event.shiftKey) return false;
  const act = plainKey(key, deeds, within);
  act?.();
  return act !== undefined;
}

function plainKey(key: string, deeds: Deeds, within: (selector: string) => boolean): (() => void) | undefined {
  const viewer = deeds.viewer();
  switch (readingKey(key)) {
    case 'Delete':
      return deeds.remove;
    case 'F2':
      return deeds.rename;
    case ' ':
      return within('button, a, summary') ? undefined : deeds.close;
    case 'ArrowLeft':
      return within('[role=tab]') ? undefined : deeds.previous;
    case 'ArrowRight':
      return within('[role=tab]') ? undefined : deeds.next;
    case 'Home':
      return within('.scrolls') ? undefined : deeds.first;
    case 'End':
      return within('.scrolls') ? undefined : deeds.last;
    case '+':
    case '=':
      return () => viewer?.zoomBy?.(zoomStep);
    case '-':
      return () => viewer?.zoomBy?.(1 / zoomStep);
    case '0':
      return () => viewer?.fit?.();
    case '1':
      return () => viewer?.toggle?.();
    case 'r':
      return () => viewer?.rotate?.();
    case 'i':
      return deeds.toggleDetails;
    default:
      return undefined;
  }
}
