import { ApiError, ErrorCode } from '@canopy/contract';

/** The right to write one chunk. */
export interface Turn {
  /** Aborted when a newer request wants to write the same chunk: the connection of this one has probably died. */
  readonly givenUp: AbortSignal;
  /** Something else had the turn before: what was known then may not be true any more. */
  readonly waited: boolean;
  end(): void;
}

/**
 * Lets one request at a time write a chunk. The newest wins: a client sends a chunk again because it gave the
 * first try up, while that one may go on hanging here for a minute.
 */
export class Turns {
  readonly #running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();

  async take(what: string): Promise<Turn> {
    let waited = false;
    for (let other = this.#running.get(what); other; other = this.#running.get(what)) {
      waited = true;
      other.abort.abort(new ApiError(ErrorCode.IO_FAILED, 'The same chunk was sent anew by a later request.'));
      await other.ended;
    }
    const abort = new AbortController();
    let resolve = () => {};
    const ended = new Promise<void>((done) => {
      resolve = done;
    });
    this.#running.set(what, { abort, ended });
    return {
      givenUp: abort.signal,
      waited,
      end: () => {
        this.#running.delete(what);
        resolve();
      },
    };
  }
}
