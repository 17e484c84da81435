/**
 * Dragging items of the app onto folders, the path and places, and files of the desktop onto the same targets.
 * Ctrl (Option on Apple machines) copies instead of moving.
 */
import type { FileResponse, FileUri } from '@canopy/contract';
import { type DragEvent, useRef } from 'react';
import { create } from 'zustand';
import { isFolder } from './kinds.ts';
import { uriOf } from './places.ts';

export type Payload = 'items' | 'files';

interface DragState {
  /** What is being dragged within the app. */
  readonly items: readonly FileResponse[] | undefined;
  /** The target under the pointer, by URI, and what would land there. */
  readonly over: string | undefined;
  readonly payload: Payload | undefined;
}

const idle: DragState = { items: undefined, over: undefined, payload: undefined };
const useDragState = create<DragState>(() => idle);

const ownType = 'application/x-canopy-items';

/** Starts dragging items; `text` stands on the little card at the pointer. */
export function startDrag(event: DragEvent, items: readonly FileResponse[], text: string): void {
  event.dataTransfer.setData(ownType, '');
  event.dataTransfer.effectAllowed = 'copyMove';
  const card = document.createElement('div');
  card.className = 'drag-card';
  card.textContent = text;
  document.body.append(card);
  event.dataTransfer.setDragImage(card, -12, 12);
  setTimeout(() => card.remove(), 0);
  /* After this event: a change of the page now would cancel the drag in some browsers. */
  setTimeout(() => useDragState.setState({ items }), 0);
}

export function endDrag(): void {
  useDragState.setState(idle);
}

/** What a drag carries that we can take. */
export function payloadOf(event: DragEvent): Payload | undefined {
  const { types } = event.dataTransfer;
  if (types.includes(ownType)) return 'items';
  return types.includes('Files') ? 'files' : undefined;
}

/** Whether items may be dropped on a folder: not on itself or below itself, not where they are. */
export function accepts(target: FileUri, items: readonly FileResponse[]): boolean {
  const text = target.toString();
  return items.every((item) => {
    const uri = uriOf(item);
    if (uri.parent().toString() === text) return false;
    return !isFolder(item) || (uri.toString() !== text && !text.startsWith(`${uri}/`));
  });
}

const wantsCopy = (event: DragEvent) => event.ctrlKey || event.altKey;

export interface DropActions {
  readonly onItems: (items: readonly FileResponse[], target: FileUri, copy: boolean) => void;
  /** Absent where files of the desktop can't go. */
  readonly onFiles?: (transfer: DataTransfer, target: FileUri) => void;
}

/** To be called from dragover: tells the browser whether a drop is possible, and marks the target. */
export function hover(event: DragEvent, target: FileUri, actions: DropActions): boolean {
  const payload = payloadOf(event);
  const { items } = useDragState.getState();
  const fits = payload === 'items' ? items !== undefined && accepts(target, items) : payload && actions.onFiles;
  if (!fits) return false;
  event.preventDefault();
  event.stopPropagation();
  event.dataTransfer.dropEffect = payload === 'files' || wantsCopy(event) ? 'copy' : 'move';
  setOver(target.toString(), payload);
  return true;
}

export function setOver(over: string | undefined, payload?: Payload): void {
  if (useDragState.getState().over !== over) useDragState.setState({ over, payload });
}

/** To be called from drop. */
export function drop(event: DragEvent, target: FileUri, actions: DropActions): void {
  const payload = payloadOf(event);
  const { items } = useDragState.getState();
  event.preventDefault();
  event.stopPropagation();
  if (payload === 'items' && items && accepts(target, items)) actions.onItems(items, target, wantsCopy(event));
  else if (payload === 'files') actions.onFiles?.(event.dataTransfer, target);
  endDrag();
}

/** What of the app is being dragged. */
export function useDragged(): readonly FileResponse[] | undefined {
  return useDragState((state) => state.items);
}

/** The URI of the target under the pointer. */
export function useDragOver(): string | undefined {
  return useDragState((state) => state.over);
}

/** Whether files of the desktop hover over this target. */
export function useFilesHover(target: FileUri): boolean {
  const text = target.toString();
  return useDragState((state) => state.over === text && state.payload === 'files');
}

/** Makes any element a drop target: spread the result on it. `is-drop` marks it while something hovers. */
export function useDropTarget(target: FileUri, actions: DropActions) {
  const text = target.toString();
  const isOver = useDragState((state) => state.over === text);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    className: isOver ? 'is-drop' : '',
    onDragOver: (event: DragEvent) => {
      clearTimeout(leaving.current);
      hover(event, target, actions);
    },
    onDragLeave: () => {
      leaving.current = setTimeout(() => useDragState.getState().over === text && setOver(undefined), 40);
    },
    onDrop: (event: DragEvent) => drop(event, target, actions),
  };
}
