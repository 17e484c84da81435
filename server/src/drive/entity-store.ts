import { type Executor, Prepared, type Transactor } from '../db/index.ts';
import { chunked, EntityKind, type EntityRow } from './rows.ts';

/** Which file holds which blob, and how often each blob is held. */
export class EntityStore {
  readonly #of = new Prepared((db, fileId: number) =>
    db
      .selectFrom('file_entities')
      .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
      .selectAll('entities')
      .where('file_entities.file_id', '=', fileId)
      .orderBy('entities.id', 'desc'),
  );
  readonly #link = new Prepared((db, file_id: number, entity_id: number) =>
    db.insertInto('file_entities').values({ file_id, entity_id }),
  );
  readonly #count = new Prepared((db, by: number, now: number, id: number) =>
    db
      .updateTable('entities')
      .set((eb) => ({ reference_count: eb('reference_count', '+', by), unlinked_at: null, updated_at: now }))
      .where('id', '=', id),
  );

  /** All blobs of a file, newest first. */
  of(db: Executor, fileId: number): Promise<EntityRow[]> {
    return this.#of.all(db, fileId);
  }

  /** Every link of these files. */
  async links(db: Executor, fileIds: readonly number[]): Promise<(EntityRow & { file_id: number })[]> {
    const rows: (EntityRow & { file_id: number })[] = [];
    for (const chunk of chunked(fileIds)) {
      const found = db
        .selectFrom('file_entities')
        .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
        .selectAll('entities')
        .select('file_entities.file_id')
        .where('file_entities.file_id', 'in', chunk);
      rows.push(...(await found.execute()));
    }
    return rows;
  }

  /** Bytes that these files hold, all blobs and each link counted. */
  async bytesOf(db: Executor, fileIds: readonly number[]): Promise<number> {
    let bytes = 0;
    for (const chunk of chunked(fileIds)) {
      const { sum } = await db
        .selectFrom('file_entities')
        .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
        .select((eb) => eb.fn.sum<number | string | null>('entities.size').as('sum'))
        .where('file_entities.file_id', 'in', chunk)
        .executeTakeFirstOrThrow();
      bytes += Number(sum ?? 0);
    }
    return bytes;
  }

  /** Links one blob to a file and counts the reference. */
  async link(tx: Transactor, fileId: number, entityId: number, now: number): Promise<void> {
    await this.#link.run(tx.db, fileId, entityId);
    await this.#count.run(tx.db, 1, now, entityId);
  }

  async linkMany(tx: Transactor, links: readonly { file_id: number; entity_id: number }[]): Promise<void> {
    for (const chunk of chunked(links)) await tx.db.insertInto('file_entities').values(chunk).execute();
    for (const [times, ids] of byTimes(links.map((link) => link.entity_id))) {
      for (const chunk of chunked(ids)) {
        await tx.db
          .updateTable('entities')
          .set((eb) => ({ reference_count: eb('reference_count', '+', times), unlinked_at: null }))
          .where('id', 'in', chunk)
          .execute();
      }
    }
  }

  /** Takes blobs off one file. */
  async unlink(tx: Transactor, fileId: number, entityIds: readonly number[], now: number): Promise<void> {
    for (const chunk of chunked(entityIds)) {
      await tx.db.deleteFrom('file_entities').where('file_id', '=', fileId).where('entity_id', 'in', chunk).execute();
    }
    await this.#release(tx, entityIds, now);
  }

  /** Takes all blobs off these files. @returns them, each as often as it was linked, and their bytes. */
  async unlinkAll(
    tx: Transactor,
    fileIds: readonly number[],
    now: number,
  ): Promise<{ ids: readonly number[]; bytes: number }> {
    let bytes = 0;
    const released: number[] = [];
    for (const chunk of chunked(fileIds)) {
      const links = await tx.db
        .selectFrom('file_entities')
        .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
        .select(['entities.id', 'entities.size'])
        .where('file_entities.file_id', 'in', chunk)
        .execute();
      if (links.length === 0) continue;
      for (const link of links) {
        bytes += link.size;
        released.push(link.id);
      }
      await tx.db.deleteFrom('file_entities').where('file_id', 'in', chunk).execute();
    }
    await this.#release(tx, released, now);
    return { ids: released, bytes };
  }

  /** Drops the records of blobs that nothing holds any more, so that nobody collects what is stored. */
  async forget(tx: Transactor, entityIds: readonly number[]): Promise<void> {
    for (const chunk of chunked(entityIds)) {
      await tx.db.deleteFrom('entities').where('id', 'in', chunk).where('reference_count', '<=', 0).execute();
    }
  }

  async #release(tx: Transactor, entityIds: readonly number[], now: number): Promise<void> {
    for (const [times, ids] of byTimes(entityIds)) {
      for (const chunk of chunked(ids)) {
        await tx.db
          .updateTable('entities')
          .set((eb) => ({ reference_count: eb('reference_count', '-', times) }))
          .where('id', 'in', chunk)
          .execute();
        await tx.db
          .updateTable('entities')
          .set({ unlinked_at: now })
          .where('id', 'in', chunk)
          .where('reference_count', '<=', 0)
          .where('unlinked_at', 'is', null)
          .execute();
      }
    }
  }
}

/** Finished versions, newest first. */
export function versionsOf(entities: readonly EntityRow[]): EntityRow[] {
  return entities.filter((entity) => entity.type === EntityKind.VERSION && entity.upload_session_id === null);
}

/** Groups numbers by how often each occurs. */
function byTimes(ids: readonly number[]): Map<number, number[]> {
  const times = new Map<number, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  const groups = new Map<number, number[]>();
  for (const [id, count] of times) {
    const group = groups.get(count);
    if (group) group.push(id);
    else groups.set(count, [id]);
  }
  return groups;
}
