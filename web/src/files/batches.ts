/** Requests about many items, one batch after the other, and an honest account of what came of it. */
import { ApiError, ErrorCode, type ErrorEnvelope, type FileResponse } from '@canopy/contract';
import { failuresOf } from '../api/errors.ts';
import { patiently } from './patience.ts';
import { uriOf } from './places.ts';
import type { UndoStep } from './undo.ts';
import type { Run } from './work.ts';

type Files = readonly FileResponse[];

/** What the server said of single items, by their URIs. */
export type Failures = Readonly<Record<string, ErrorEnvelope>>;

/** What became of many items. */
export interface Account {
  readonly done: Files;
  readonly left: Files;
  readonly failures: Failures;
  /** Why not all was done; undefined when it was. An AbortError when the person ended it. */
  readonly error: unknown;
}

/** Only a part was done, and stays so. `cause` says why not the rest. */
export class PartlyDone extends Error {
  override readonly name = 'PartlyDone';
  readonly done: Files;
  readonly left: Files;
  readonly failures: Failures;
  /** Takes back what was done; undefined when there is no way back. */
  readonly step: UndoStep | undefined;

  constructor({ done, left, failures, error }: Account, step: UndoStep | undefined) {
    super(`${done.length} of ${done.length + left.length} items were done.`, { cause: error });
    this.done = done;
    this.left = left;
    this.failures = failures;
    this.step = step;
  }
}

/** So many items go into one request: a site takes some thousands, and fewer are answered sooner. */
const batchSize = 1000;

/**
 * Asks for all items in batches. Between two of them it tells how far it is, and ends when the person wants it; a
 * request that is under way is waited for, because what it did would not be known. What fails of single items stops
 * nothing; what fails as a whole ends it. A site that takes fewer items at once is asked for fewer. A broken
 * connection is waited for, except where another try could do it twice.
 * @param request resolves with what failed of its items; rejects when it failed as a whole
 */
export async function inBatches(
  files: Files,
  request: (uris: string[], batch: Files) => Promise<Failures>,
  run?: Run,
  canRepeat = true,
): Promise<Account> {
  const done: FileResponse[] = [];
  const left: FileResponse[] = [];
  const failures: Record<string, ErrorEnvelope> = {};
  let error: unknown;
  let size = batchSize;
  for (let at = 0; at < files.length; ) {
    const batch = files.slice(at, at + size);
    try {
      run?.signal.throwIfAborted();
      const uris = batch.map((file) => uriOf(file).toString());
      const ask = () => request(uris, batch);
      const failed = await (run && canRepeat
        ? patiently(run, (isRepeated) => (isRepeated ? askAgain(ask) : ask()))
        : ask());
      for (const [index, file] of batch.entries()) ((uris[index] ?? '') in failed ? left : done).push(file);
      Object.assign(failures, failed);
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === ErrorCode.TOO_MANY_URIS && batch.length > 1) {
        size = Math.ceil(batch.length / 2);
        continue;
      }
      error = cause;
      for (const file of files.slice(at)) left.push(file);
      break;
    }
    at += batch.length;
    run?.report(at, files.length);
  }
  if (error === undefined && left.length > 0)
    error = new ApiError(ErrorCode.BATCH_PARTIAL, '', { aggregated: failures });
  return { done, left, failures, error };
}

/** Of a request that takes items away from where they are, and is sent again: what is not there any more has gone. */
async function askAgain(ask: () => Promise<Failures>): Promise<Failures> {
  try {
    const failures = Object.entries(await ask());
    return Object.fromEntries(failures.filter(([, { code }]) => code !== ErrorCode.PATH_NOT_EXIST));
  } catch (error) {
    if (error instanceof ApiError && error.code === ErrorCode.PATH_NOT_EXIST) return {};
    throw error;
  }
}

/** Does a request; what failed of its items is answered, anything else thrown. */
export async function failuresIn(request: () => Promise<unknown>): Promise<Failures> {
  try {
    await request();
    return {};
  } catch (error) {
    const failures = failuresOf(error);
    if (failures) return failures;
    throw error;
  }
}

/**
 * How it ended: the step back when all was done. @throws the error when nothing was, PartlyDone when a part was
 * @param stepOf makes the step that takes back what was done
 */
export function settled<Step extends UndoStep | undefined>(account: Account, stepOf: (done: Files) => Step): Step {
  if (account.error === undefined) return stepOf(account.done);
  if (account.done.length === 0) throw account.error;
  throw new PartlyDone(account, stepOf(account.done));
}
