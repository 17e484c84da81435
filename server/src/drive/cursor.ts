import { ApiError, ErrorCode, type IdCodec, IdKind } from '@canopy/contract';

/** What a listing can be ordered by; `id` is the order of creation. */
export type OrderColumn = 'id' | 'name' | 'size' | 'updated_at' | 'created_at';

export interface Order {
  readonly column: OrderColumn;
  readonly descending: boolean;
}

/** The last item of a page: the next page begins behind it. */
export interface Position {
  /** Items are ordered within a group: the kind of file, in a search the depth. */
  readonly kind: number;
  /** Its value of the order column. */
  readonly value: string | number;
  readonly id: number;
}

export interface Cursor {
  readonly order: Order;
  readonly position: Position;
}

const columns: readonly OrderColumn[] = ['id', 'name', 'size', 'updated_at', 'created_at'];
/** Longest token that is worth decoding: a name of 255 bytes and some small things. */
const maxTokenLength = 2_000;

/** The column of an `order_by`; anything unknown means the order of creation. */
export function orderColumn(text: string | undefined): OrderColumn {
  return columns.find((column) => column === text) ?? 'id';
}

/**
 * Pages after the first are asked for by a token: base64 of JSON. It names what was listed (`place`) and in
 * which order, and no row numbers in the clear.
 */
export class CursorCodec {
  readonly #ids: IdCodec;

  constructor(ids: IdCodec) {
    this.#ids = ids;
  }

  encode(place: string, { order, position }: Cursor): string {
    const { column, descending } = order;
    const id = this.#ids.encode(IdKind.FILE, position.id);
    const token = [place, column, descending ? 1 : 0, position.kind, position.value, id];
    return Buffer.from(JSON.stringify(token)).toString('base64url');
  }

  /**
   * @param order that the request names; undefined = it leaves it to the token.
   * @throws ApiError PARAM_INVALID for anything but a token of this place and order.
   */
  decode(place: string, token: string, order?: Order): Cursor {
    const parts = parse(token);
    if (!Array.isArray(parts) || parts.length !== 6) throw invalid();
    const [of, column, descending, kind, value, id] = parts as unknown[];
    if (of !== place) throw invalid();
    const known = columns.find((candidate) => candidate === column);
    const rightType = known === 'name' ? typeof value === 'string' : Number.isSafeInteger(value);
    const row = typeof id === 'string' ? this.#ids.tryDecode(IdKind.FILE, id) : undefined;
    if (!known || !rightType || row === undefined || (descending !== 0 && descending !== 1)) throw invalid();
    if (typeof kind !== 'number' || !Number.isSafeInteger(kind) || kind < 0) throw invalid();
    const own = { column: known, descending: descending === 1 };
    if (order && !sameOrder(own, order)) throw invalid();
    return { order: own, position: { kind, value: value as string | number, id: row } };
  }
}

export function sameOrder(a: Order, b: Order): boolean {
  return a.column === b.column && a.descending === b.descending;
}

function parse(token: string): unknown {
  if (token.length > maxTokenLength) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function invalid(): ApiError {
  return new ApiError(ErrorCode.PARAM_INVALID, 'The page token does not belong to this listing and order.');
}
