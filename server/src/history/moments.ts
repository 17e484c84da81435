import { ApiError, ErrorCode, type IdCodec, IdKind } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { isoTime } from '../kernel/index.ts';
import type { LinesStore } from './lines-store.ts';

/** RFC 3339, which positions can never look like: those have neither `-` nor `:`. */
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

export interface MomentParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly lines: LinesStore;
}

/**
 * Moments in the history of a tree. Inside they are positions: the number of the last line of the journal that
 * has been written by then.
 */
export class Moments {
  readonly #parts: MomentParts;

  constructor(parts: MomentParts) {
    this.#parts = parts;
  }

  encode(position: number): string {
    return this.#parts.ids.encode(IdKind.AUDIT_LOG, position);
  }

  /**
   * The position of a moment as a client says it: a time or a position.
   * @throws ApiError 40001 for what is neither, for what has not been yet, and for what is not kept any more.
   */
  async decode(ownerId: number, text: string): Promise<number> {
    const { database, lines } = this.#parts;
    const horizon = await lines.horizon(database.read);
    const position = await this.#position(ownerId, text);
    if (position > (await lines.newest(database.read, ownerId)) && position > horizon.id) {
      throw new ApiError(ErrorCode.PARAM_INVALID, 'This moment has not been yet.');
    }
    if (position < horizon.id) {
      throw new ApiError(
        ErrorCode.PARAM_INVALID,
        `What was changed before ${isoTime(horizon.at)} is not kept any more.`,
      );
    }
    return position;
  }

  /**
   * As `decode`, for the beginning of what is looked at: what is not kept any more is left out.
   * @throws ApiError 40001 for what is no moment
   */
  async begin(ownerId: number, text: string | undefined): Promise<number> {
    const { database, lines } = this.#parts;
    const horizon = await lines.horizon(database.read);
    if (text === undefined) return horizon.id;
    return Math.max(horizon.id, await this.#position(ownerId, text));
  }

  /** From when on changes are kept; undefined = none was removed yet. */
  async horizon(): Promise<number | undefined> {
    const { id, at } = await this.#parts.lines.horizon(this.#parts.database.read);
    return id === 0 ? undefined : at;
  }

  async #position(ownerId: number, text: string): Promise<number> {
    if (rfc3339.test(text)) return this.#positionAt(ownerId, timeOf(text));
    const position = this.#parts.ids.tryDecode(IdKind.AUDIT_LOG, text);
    if (position !== undefined) return position;
    throw new ApiError(ErrorCode.PARAM_INVALID, 'The moment is neither a time (RFC 3339) nor a position.');
  }

  /** Number of the last line of a tree that was written at this time or before; found by halving. */
  async #positionAt(ownerId: number, time: number): Promise<number> {
    const { database, lines } = this.#parts;
    const horizon = await lines.horizon(database.read);
    // Before the horizon it does not matter where: nothing of that is kept.
    if (horizon.id > 0 && time < horizon.at) return horizon.id - 1;
    let low = horizon.id;
    let high = (await lines.newest(database.read, ownerId)) + 1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const line = await lines.firstFrom(database.read, ownerId, middle);
      if (line && line.id < high && line.at <= time) low = line.id;
      else high = middle;
    }
    return low;
  }
}

function timeOf(text: string): number {
  const time = Date.parse(text.replace(' ', 'T'));
  if (Number.isNaN(time)) throw new ApiError(ErrorCode.PARAM_INVALID, 'The moment is no time that ever was.');
  return time;
}
