/** What the overlay and its viewers say to each other. Each viewer is a chunk of its own, loaded when it is used. */
import type { FileResponse } from '@canopy/contract';
import { type KeyboardEvent, type RefObject, useImperativeHandle } from 'react';

/** What the header and the keys of the overlay do to the viewer; what it can't do is left out. */
export interface ViewerControls {
  zoomBy?(factor: number): void;
  /** The whole of it in the window. */
  fit?(): void;
  /** Back to what fits, or to its actual size. */
  toggle?(): void;
  /** A quarter turn clockwise, for the eye alone. */
  rotate?(): void;
  find?(): void;
  /** Prints the document, and nothing of the page around it. */
  print?(): void;
  /** A key that the viewer may want before the overlay. @returns whether it took it */
  onKey?(event: KeyboardEvent): boolean;
  /** Goes where `leave` leads, after asking when something would be lost. */
  guard?(leave: () => void): void;
}

export interface ViewerProps {
  /** The file, with the id and the size of the version when one is shown. */
  readonly file: FileResponse;
  readonly siblings: readonly FileResponse[];
  /** Id of the version that is shown instead of the current one. */
  readonly version: string | undefined;
  readonly controls: RefObject<ViewerControls | null>;
  /** Per cent of the natural size, or 'fit'. */
  readonly onZoom: (zoom: number | 'fit') => void;
  /** The content stands there: its neighbours may be loaded. */
  readonly onReady: () => void;
  /** The content is not what its name promised, or this browser can't show it. */
  readonly onBroken: () => void;
  /** To the next (1) or previous (-1) file, or back to the page. */
  readonly onSwipe: (to: 1 | -1 | 'close') => void;
  readonly onDownload: () => void;
}

/** Offers what the viewer can do to the overlay; each call sees the state of the last drawing. */
export function useControls(ref: RefObject<ViewerControls | null>, controls: ViewerControls): void {
  useImperativeHandle(ref, () => controls);
}
