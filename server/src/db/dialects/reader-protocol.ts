/** What a reader thread is started with. */
export interface ReaderData {
  readonly path: string;
  /** One number: the request of this thread that nobody waits for any more. */
  readonly cancelled: Int32Array;
}

/** One statement for a reader thread; it gets the next one after its answer. */
export interface ReaderRequest {
  readonly number: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly mostRows: number;
}

/** Rows travel as one flat list of values, row after row: a list of objects takes several times as long to copy. */
export type ReaderAnswer =
  | { readonly number: number; readonly columns: readonly string[]; readonly values: readonly unknown[] }
  | { readonly number: number; readonly cancelled: true }
  | { readonly number: number; readonly error: { readonly message: string; readonly code: string | undefined } };
