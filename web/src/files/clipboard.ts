/** Items that were cut or copied in the app and wait to be pasted. */
import type { FileResponse } from '@canopy/contract';
import { create } from 'zustand';

export interface Clipboard {
  readonly files: readonly FileResponse[];
  readonly mode: 'cut' | 'copy';
}

export const useClipboard = create<{ readonly held: Clipboard | undefined }>(() => ({ held: undefined }));

export function hold(held: Clipboard | undefined): void {
  useClipboard.setState({ held });
}

const none: ReadonlySet<string> = new Set();
let last: { readonly held: Clipboard; readonly ids: ReadonlySet<string> } | undefined;

/** Ids of the items that are cut: they are shown faded. */
export function useCutIds(): ReadonlySet<string> {
  const held = useClipboard((state) => state.held);
  if (held?.mode !== 'cut') return none;
  if (last?.held !== held) last = { held, ids: new Set(held.files.map((file) => file.id)) };
  return last.ids;
}
