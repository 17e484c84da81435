/** The door to the uploads. The engine behind it (queue, transport, memory) is loaded when it is first needed. */
import type { UploadState } from '@canopy/client';
import type { FileUri } from '@canopy/contract';
import { create } from 'zustand';
import { once } from '../../files/once.ts';
import type { DropEntry } from './drop-entries.ts';
import type { Engine } from './engine.ts';
import { mark } from './mark.ts';

interface UploadsStore {
  readonly engine: Engine | undefined;
  /** What the queue looks like now; undefined before there was one. */
  readonly state: UploadState | undefined;
  /** Uploads of an earlier visit that wait to go on. */
  readonly unfinished: number;
  readonly isOpen: boolean;
  /** Begins once more what was asked for when the code of uploads could not be loaded. */
  readonly again: (() => void) | undefined;
}

export const useUploads = create<UploadsStore>(() => ({
  engine: undefined,
  state: undefined,
  unfinished: 0,
  isOpen: false,
  again: undefined,
}));

/** The code of uploads and of what shows them: together, so that none of it is missing when the connection breaks. */
export const loadCode = () => Promise.all([import('./engine.ts'), import('./Panel.tsx'), import('./Indicator.tsx')]);

/** The engine; it mirrors its state in `useUploads`. Without a connection, as soon as there is one. */
export const loadEngine = once(async (): Promise<Engine> => {
  const [{ createEngine }] = await loadCode().catch(async (error) => {
    if (navigator.onLine) throw error;
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
    return loadCode();
  });
  return createEngine();
});

/** Puts files and folders into a folder. Returns at once; progress stands in the panel. */
export function uploadFiles(entries: readonly DropEntry[], target: FileUri): void {
  useUploads.setState({ isOpen: true, again: undefined });
  void Promise.all([loadEngine(), import('./send.ts')]).then(
    ([engine, { send }]) => send(engine, entries, target),
    () => useUploads.setState({ again: () => uploadFiles(entries, target) }),
  );
}

/** Looks for uploads that an earlier visit, or a tab that was closed, did not finish, and shows them. */
export async function findUnfinished(): Promise<void> {
  if (document.hidden || !mark.isSet()) return;
  const engine = await loadEngine();
  if (await engine.findUnfinished()) useUploads.setState({ isOpen: true });
}

export function showUploads(isOpen: boolean): void {
  useUploads.setState({ isOpen });
}
