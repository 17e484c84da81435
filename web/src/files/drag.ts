/**
 * What is being dragged, for the parts of the page that show it. A target is an element with `data-drop`, the URI of a
 * folder; one with `data-spring` opens when something is held over it. How drags go is said in `frame/dragging/`, which
 * is loaded when the first of them is near.
 */
import type { FileResponse, FileUri } from '@canopy/contract';
import type { DragEvent } from 'react';
import { create } from 'zustand';

interface DragState {
  /** The items of the app that are dragged. */
  readonly items: readonly FileResponse[] | undefined;
  /** URI of the target that files of the desktop are held over. */
  readonly filesOver: string | undefined;
}

export const useDragState = create<DragState>(() => ({ items: undefined, filesOver: undefined }));

/** Marks a drag of items of the app; it carries nothing under it. */
export const itemsType = 'application/x-canopy-items';

/** An event at what is dragged, which tells how: `detail` has the items, and the transfer to fill. */
export const dragBegins = 'canopy:drag';

/** Starts dragging items. To be called from dragstart. */
export function startDrag({ dataTransfer, target }: DragEvent, items: readonly FileResponse[]): void {
  dataTransfer.setData(itemsType, '');
  dataTransfer.effectAllowed = 'all';
  target.dispatchEvent(new CustomEvent(dragBegins, { bubbles: true, detail: { dataTransfer, items } }));
  /* After this event: a change of the page now would cancel the drag in some browsers. */
  setTimeout(() => useDragState.setState({ items }), 0);
}

/** What of the app is being dragged. */
export function useDragged(): readonly FileResponse[] | undefined {
  return useDragState((state) => state.items);
}

/** Whether files of the desktop hover over this target. */
export function useFilesHover(target: FileUri): boolean {
  const text = target.toString();
  return useDragState((state) => state.filesOver === text);
}
