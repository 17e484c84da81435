/** What the thread is asked for. It answers in the order of the questions. */
export type UpkeepRequest = 'checkpoint' | 'merge' | 'close';

/** Pages of the write-ahead log, and how many of them the database file has as well. */
export interface LogState {
  readonly log: number;
  readonly checkpointed: number;
}

export type UpkeepAnswer =
  | { readonly log: LogState }
  /** Whether there was something to merge, and so may be more. */
  | { readonly merged: boolean }
  | { readonly error: { readonly message: string; readonly code: string | undefined } };
