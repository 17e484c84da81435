import { type Database, Prepared, type Reader, type Transactor } from '../db/index.ts';
import type { Ruled } from '../drive/index.ts';

/** A line of the journal, as far as subscribers care. */
export interface JournalEntry {
  readonly id: number;
  readonly kind: string;
  readonly fileId: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly fromParentId: number | null;
  readonly fromName: string | null;
  readonly clientId: string;
}

/** Who listens to what: one client instance of one user, on one folder. */
export interface SubscriptionKey {
  readonly userId: number;
  readonly clientId: string;
  readonly folderId: number;
}

/** The SQL of the event stream. */
export class EventStore {
  readonly #read: Reader;
  readonly #after = new Prepared((db, ownerId: number, after: number, limit: number) =>
    db
      .selectFrom('journal')
      .select(['id', 'kind', 'file_id', 'parent_id', 'name', 'from_parent_id', 'from_name', 'client_id'])
      .where('owner_id', '=', ownerId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );
  readonly #folder = new Prepared((db, id: number) =>
    db.selectFrom('files').select(['parent_id', 'name', 'kind', 'permissions']).where('id', '=', id),
  );

  readonly #save = new Prepared(
    (db, user_id: number, client_id: string, folder_id: number, position: number, seen_at: number) =>
      db
        .insertInto('event_subscriptions')
        .values({ user_id, client_id, folder_id, position, seen_at })
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'client_id', 'folder_id']).doUpdateSet({ position, seen_at }),
        ),
  );

  constructor({ read }: Pick<Database, 'read'>) {
    this.#read = read;
  }

  /** Lines of one tree behind `after`, oldest first. Numbers of one tree come into being in their order. */
  async after(ownerId: number, after: number, limit: number): Promise<JournalEntry[]> {
    return (await this.#after.all(this.#read, ownerId, after, limit)).map((row) => ({
      id: row.id,
      kind: row.kind,
      fileId: row.file_id,
      parentId: row.parent_id,
      name: row.name,
      fromParentId: row.from_parent_id,
      fromName: row.from_name,
      clientId: row.client_id,
    }));
  }

  /** Number of the newest line of one tree; 0 = none. */
  async newest(ownerId: number): Promise<number> {
    const row = await this.#read
      .selectFrom('journal')
      .select((eb) => eb.fn.max('id').as('id'))
      .where('owner_id', '=', ownerId)
      .executeTakeFirst();
    return row?.id ?? 0;
  }

  folder(id: number): Promise<(Ruled & { parent_id: number | null; name: string }) | undefined> {
    return this.#folder.first(this.#read, id);
  }

  /** Number of the last line that the subscriber was told; undefined = he is new. */
  async position(key: SubscriptionKey): Promise<number | undefined> {
    const row = await this.#read
      .selectFrom('event_subscriptions')
      .select('position')
      .where('user_id', '=', key.userId)
      .where('client_id', '=', key.clientId)
      .where('folder_id', '=', key.folderId)
      .executeTakeFirst();
    return row?.position;
  }

  async save(tx: Transactor, { userId, clientId, folderId }: SubscriptionKey, position: number, now: number) {
    await this.#save.run(tx.db, userId, clientId, folderId, position, now);
  }

  /** Forgets the subscribers of a user who were seen longest ago, beyond so many. */
  async keepNewest(tx: Transactor, userId: number, most: number): Promise<void> {
    const [last] = await tx.db
      .selectFrom('event_subscriptions')
      .select('seen_at')
      .where('user_id', '=', userId)
      .orderBy('seen_at', 'desc')
      .offset(most)
      .limit(1)
      .execute();
    if (!last) return;
    await tx.db
      .deleteFrom('event_subscriptions')
      .where('user_id', '=', userId)
      .where('seen_at', '<=', last.seen_at)
      .execute();
  }

  /** These subscribers are still there. */
  async touch(tx: Transactor, keys: readonly SubscriptionKey[], now: number): Promise<void> {
    for (const { userId, clientId, folderId } of keys) {
      await tx.db
        .updateTable('event_subscriptions')
        .set({ seen_at: now })
        .where('user_id', '=', userId)
        .where('client_id', '=', clientId)
        .where('folder_id', '=', folderId)
        .execute();
    }
  }

  /** The last line that was told to somebody to whom later ones have not been told yet; undefined = all know all. */
  async oldestUntold(): Promise<number | undefined> {
    const row = await this.#read
      .selectFrom('event_subscriptions as told')
      .innerJoin('files', 'files.id', 'told.folder_id')
      .select((eb) => eb.fn.min('told.position').as('position'))
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('journal')
            .select('journal.id')
            .whereRef('journal.owner_id', '=', 'files.owner_id')
            .whereRef('journal.id', '>', 'told.position'),
        ),
      )
      .executeTakeFirst();
    return row?.position ?? undefined;
  }

  async removeUnseenSince(tx: Transactor, before: number): Promise<void> {
    await tx.db.deleteFrom('event_subscriptions').where('seen_at', '<', before).execute();
  }
}
