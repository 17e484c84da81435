import type { Order, Position } from './cursor.ts';
import type { Rights } from './permissions.ts';
import type { Metadata } from './present.ts';
import type { ListedFile } from './rows.ts';

/** Behind which row the next candidates begin; of all kinds together. */
export type Behind = Pick<Position, 'value' | 'id'>;

/** What is special about a row of such a list, seen by the caller. */
export interface Sighting {
  readonly owned: boolean;
  /** Undefined = everything. */
  readonly rights: Rights | undefined;
  /** What is added to the metadata of the row. */
  readonly metadata: Metadata;
}

/** A flat list of files from many places, one statement a page. Every row occurs once. */
export interface RowSource {
  /** Items of one kind, from the start or from `offset`. */
  first(kind: number, order: Order, limit: number, offset?: number): Promise<ListedFile[]>;
  /** Items of the kind of a position, behind it. */
  after(order: Order, position: Position, limit: number): Promise<ListedFile[]>;
  /** Items of both kinds in one order, for searching. */
  candidates(order: Order, behind: Behind | undefined, limit: number): Promise<ListedFile[]>;
  count(): Promise<{ folders: number; files: number }>;
  sighting(row: ListedFile): Sighting;
}
