import { type Executor, Prepared, type Transactor } from '../db/index.ts';

const kind = 'folder_summary';

/** Summaries of folders, kept for a while. */
export class SummaryStore {
  readonly #get = new Prepared((db, key: string, now: number) =>
    db.selectFrom('tickets').select('value').where('key', '=', key).where('expires_at', '>', now),
  );

  async get(db: Executor, folderId: number, now: number): Promise<string | undefined> {
    return (await this.#get.first(db, keyOf(folderId), now))?.value;
  }

  async put(tx: Transactor, folderId: number, value: string, expiresAt: number): Promise<void> {
    await tx.db
      .insertInto('tickets')
      .values({ key: keyOf(folderId), kind, value, expires_at: expiresAt })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet((eb) => ({ value: eb.ref('excluded.value'), expires_at: eb.ref('excluded.expires_at') })),
      )
      .execute();
  }
}

function keyOf(folderId: number): string {
  return `${kind} ${folderId}`;
}
