import type { Kysely } from 'kysely';
import { type Executor, Prepared, type Schema } from '../db/index.ts';
import type { Order, OrderColumn, Position } from './cursor.ts';
import { type ListedFile, listedColumns } from './rows.ts';
import type { Contents } from './scope.ts';
import { presentTrash } from './trash-number.ts';

/** What pages can be read of. */
export type Listed = Extract<Contents, { from: 'folder' | 'trash' | 'source' }>;
type Source = Exclude<Listed, { from: 'source' }>;

/** Pages of folders and of the trash. Each order has an index: a page costs the same whatever the size. */
export class ListStore {
  readonly #first = new Map<string, Prepared<[of: number, kind: number, limit: number, offset: number], ListedFile>>();
  readonly #after = new Map<
    string,
    Prepared<[of: number, kind: number, value: string | number, id: number, limit: number], ListedFile>
  >();
  readonly #countFolder = new Prepared((db, folderId: number) =>
    db
      .selectFrom('files')
      .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
      .where('parent_id', '=', folderId)
      .groupBy('kind'),
  );
  readonly #countTrash = new Prepared((db, ownerId: number) =>
    db
      .selectFrom('files')
      .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
      .where('trash_key', 'is not', null)
      .where('owner_id', '=', ownerId)
      .where('trash_number', '=', presentTrash(ownerId))
      .groupBy('kind'),
  );

  /** Items of one kind, from the start or from `offset`. */
  first(db: Executor, source: Listed, kind: number, order: Order, limit: number, offset = 0): Promise<ListedFile[]> {
    if (source.from === 'source') return source.source.first(kind, order, limit, offset);
    const key = keyOf(source, order);
    let statement = this.#first.get(key);
    if (!statement) {
      statement = new Prepared((on, of: number, which: number, most: number, from: number) =>
        ordered(on, source.from, of, which, order).limit(most).offset(from),
      );
      this.#first.set(key, statement);
    }
    return statement.all(db, numberOf(source), kind, limit, offset);
  }

  /** Items of one kind behind a position. */
  after(db: Executor, source: Listed, order: Order, position: Position, limit: number): Promise<ListedFile[]> {
    if (source.from === 'source') return source.source.after(order, position, limit);
    const key = keyOf(source, order);
    let statement = this.#after.get(key);
    if (!statement) {
      statement = new Prepared((on, of: number, kind: number, value: string | number, id: number, most: number) =>
        behind(ordered(on, source.from, of, kind, order), order, value, id).limit(most),
      );
      this.#after.set(key, statement);
    }
    return statement.all(db, numberOf(source), position.kind, position.value, position.id, limit);
  }

  /** How many items of each kind there are. */
  async count(db: Executor, source: Listed): Promise<{ folders: number; files: number }> {
    if (source.from === 'source') return source.source.count();
    const statement = source.from === 'folder' ? this.#countFolder : this.#countTrash;
    const counts = { folders: 0, files: 0 };
    for (const { kind, count } of await statement.all(db, numberOf(source))) {
      if (kind === 1) counts.folders = Number(count);
      else counts.files = Number(count);
    }
    return counts;
  }
}

function ordered(db: Kysely<Schema>, from: Source['from'], of: number, kind: number, { column, descending }: Order) {
  const direction = descending ? 'desc' : 'asc';
  const rows = db.selectFrom('files').select(listedColumns).where('kind', '=', kind);
  const here =
    from === 'folder'
      ? rows.where('parent_id', '=', of)
      : rows.where('trash_key', 'is not', null).where('owner_id', '=', of).where('trash_number', '=', presentTrash(of));
  return column === 'id' ? here.orderBy('id', direction) : here.orderBy(column, direction).orderBy('id', direction);
}

function behind(query: ReturnType<typeof ordered>, order: Order, value: string | number, id: number) {
  const { column, descending } = order;
  const than = descending ? '<' : '>';
  if (column === 'id') return query.where('id', than, id);
  return query.where((eb) =>
    eb(eb.refTuple(column as Exclude<OrderColumn, 'id'>, 'id'), than, eb.tuple(value as string, id)),
  );
}

function keyOf(source: Source, { column, descending }: Order): string {
  return `${source.from} ${column} ${descending}`;
}

function numberOf(source: Source): number {
  return source.from === 'folder' ? source.folderId : source.ownerId;
}
