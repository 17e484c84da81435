import { create } from 'zustand';

/** `read`: what is to be uploaded is read from the device. */
export type WorkKind = 'move' | 'copy' | 'trash' | 'restore' | 'delete' | 'download' | 'read';

/** Something that this tab does with files and that takes a while. Immutable. */
export interface Work {
  readonly id: string;
  readonly kind: WorkKind;
  /** Name of the first item. */
  readonly name: string;
  readonly items: number;
  /** Items that are done; of a download, bytes. */
  readonly done: number;
  /** undefined = nobody knows. */
  readonly total: number | undefined;
  /** Items or bytes in a second, on average; 0 when it cannot be told yet. */
  readonly speed: number;
  /** `elsewhere`: the browser goes on with it alone. */
  readonly status: 'running' | 'done' | 'elsewhere' | 'failed' | 'stopped';
  readonly error: unknown;
  readonly cancel: () => void;
  readonly again: (() => void) | undefined;
}

/** What is shown of the work of this tab, in the order it began. */
export const useWork = create<{ readonly works: readonly Work[] }>(() => ({ works: [] }));
