import { ErrorCode } from '@canopy/contract';

/** What a call answers: its code, and for a batch the codes of the entries that failed. */
export interface Outcome {
  readonly code: number;
  readonly failures: readonly number[];
}

/** What stops a call, or one entry of it. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`refused with ${code}`);
    this.code = code;
  }
}

/** Tells the failure of one entry. */
export type Fail = (code: number) => void;

/** What a call answers that does this. */
export function call(work: (fail: Fail) => void): Outcome {
  const failures: number[] = [];
  try {
    work((code) => failures.push(code));
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, failures: [] };
    throw error;
  }
  return { code: failures.length > 0 ? ErrorCode.BATCH_PARTIAL : ErrorCode.OK, failures: failures.sort() };
}

/** What a check makes of the entries that pass it; it fails an entry by throwing. */
export function passing<Entry, Item>(entries: readonly Entry[], fail: Fail, check: (entry: Entry) => Item): Item[] {
  return entries.flatMap((entry) => {
    try {
      return [check(entry)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fail(error.code);
      return [];
    }
  });
}
