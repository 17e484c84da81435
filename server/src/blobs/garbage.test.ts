import { randomBytes } from 'node:crypto';
import { IdCodec } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { ManualClock, silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { insertTestPolicy } from '../test/policies.ts';
import { checkEntities, findOrphans, removeOrphans } from './checks.ts';
import { Collector } from './collector.ts';
import { inPieces } from './conformance.ts';
import { MemoryDisk, openMemoryStore } from './drivers/memory/index.ts';
import { BlobKeys } from './keys.ts';
import { StoragePolicies } from './policies.ts';
import { BlobStores } from './registry.ts';

const hour = 3_600_000;

describeOnEveryDatabase('garbage and checks', (current) => {
  const clock = new ManualClock();
  const disk = new MemoryDisk(() => clock.now());
  const store = openMemoryStore(disk);
  const keys = new BlobKeys(clock);
  const stores = new BlobStores({ dataDir: '' }, { local: () => store });
  let policies: StoragePolicies;
  let policyId: number;
  let collector: Collector;

  beforeAll(async () => {
    const database = current();
    policies = new StoragePolicies({ database, clock, ids: new IdCodec('salt') });
    policyId = await insertTestPolicy(database);
    collector = new Collector({ database, stores, policies, clock, log: silentLog, graceSeconds: () => 3600 });
  });

  async function store1(facts: { unlinkedAt?: number; session?: string; size?: number } = {}) {
    const bytes = randomBytes(1000);
    const source = keys.next();
    const { size, checksum } = await store.put(source, inPieces(bytes), { size: 1000 });
    const id = await current().write(async (tx) => {
      const row = await tx.db
        .insertInto('entities')
        .values({
          type: 0,
          size: facts.size ?? size,
          policy_id: policyId,
          source,
          checksum,
          upload_session_id: facts.session ?? null,
          reference_count: facts.unlinkedAt === undefined ? 1 : 0,
          unlinked_at: facts.unlinkedAt ?? null,
          created_by: 1,
          created_at: clock.now(),
          updated_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    });
    return { id, source };
  }

  const rowOf = (id: number) =>
    current().read.selectFrom('entities').select('id').where('id', '=', id).executeTakeFirst();

  it('removes what nothing refers to after the grace, in as many batches as it takes', async () => {
    const kept = await store1();
    const young = await store1({ unlinkedAt: clock.now() });
    const old = [];
    for (let i = 0; i < 230; i++) old.push(await store1({ unlinkedAt: clock.now() - hour - (i % 3) }));
    expect(await collector.run()).toBe(230);
    for (const { id, source } of [kept, young]) {
      expect(await rowOf(id)).toBeDefined();
      expect(await store.stat(source)).toBeDefined();
    }
    expect(await rowOf(old[5]?.id ?? 0)).toBeUndefined();
    expect(await store.stat(old[5]?.source ?? '')).toBeUndefined();
    clock.advance(hour);
    expect(await collector.run()).toBe(1);
  });

  it('removes nothing while the database cannot make changes durable', async () => {
    const doubtful = await store1({ unlinkedAt: clock.now() - 2 * hour });
    const failing = {
      ...{ dialect: current().dialect, read: current().read },
      write: () => Promise.reject(new Error('the log could not be flushed')),
      scan: () => Promise.reject(new Error('not here')),
      backup: () => Promise.reject(new Error('not here')),
      close: async () => {},
    };
    const blind = new Collector({
      ...{ database: failing, stores, policies, clock, log: silentLog },
      graceSeconds: () => 3600,
    });
    await expect(blind.run()).rejects.toThrow('flushed');
    expect(await store.stat(doubtful.source)).toBeDefined();
    expect(await collector.run()).toBe(1);
  });

  it('leaves what it cannot remove to the next run, and removes the rest', async () => {
    await store1({ unlinkedAt: clock.now() - 2 * hour });
    await store1({ unlinkedAt: clock.now() - 2 * hour });
    disk.failCall(1, 'EIO');
    expect(await collector.run()).toBe(1);
    disk.heal();
    expect(await collector.run()).toBe(1);
  });

  it('takes a blob that is gone for removed', async () => {
    const { source } = await store1({ unlinkedAt: clock.now() - 2 * hour });
    await store.remove(source);
    expect(await collector.run()).toBe(1);
  });

  it('tells what is wrong with blobs', async () => {
    const good = await store1();
    const missing = await store1();
    await store.remove(missing.source);
    const rotten = await store1();
    disk.rot(rotten.source, 500);
    const short = await store1({ size: 1001 });
    const running = await store1({ session: 'x' });
    const verdicts = async (deep: boolean) => {
      const found = new Map<number, string>();
      for await (const check of checkEntities({ database: current(), stores, policies, clock }, { deep })) {
        found.set(check.entityId, check.verdict);
      }
      return [good, missing, rotten, short, running].map(({ id }) => found.get(id));
    };
    expect(await verdicts(false)).toEqual(['ok', 'missing', 'ok', 'wrong-size', 'unfinished']);
    expect(await verdicts(true)).toEqual(['ok', 'missing', 'corrupt', 'wrong-size', 'unfinished']);
  });

  it('does not miss what nothing refers to: the collector may have been there', async () => {
    const collected = await store1({ unlinkedAt: clock.now() });
    await store.remove(collected.source);
    for await (const { entityId } of checkEntities({ database: current(), stores, policies, clock }, { deep: true })) {
      expect(entityId).not.toBe(collected.id);
    }
  });

  it('finds files that belong to nothing', async () => {
    const used = await store1();
    const lost = keys.next();
    await store.put(lost, inPieces(Buffer.from('x')), { size: 1 });
    const pieces = keys.next();
    await store.writeAt(pieces, 0, 1, inPieces(Buffer.from('x')));
    clock.advance(2 * hour);
    const fresh = keys.next();
    await store.put(fresh, inPieces(Buffer.from('x')), { size: 1 });
    const options = { database: current(), stores, policies, clock };
    const policy = await policies.get(policyId);
    const found: string[] = [];
    let seen = 0;
    for await (const orphan of findOrphans(options, policy, hour, (count) => (seen = count))) {
      found.push(orphan.item.key);
      await orphan.remove();
    }
    expect(found).toContain(lost);
    expect(found).toContain(pieces);
    expect(found).not.toContain(fresh);
    expect(found).not.toContain(used.source);
    expect(seen).toBeGreaterThan(3);
    expect(await store.stat(lost)).toBeUndefined();
    expect(await removeOrphans(options, hour)).toBe(0);
    const begun = keys.next();
    await store.writeAt(begun, 0, 1, inPieces(Buffer.from('x')));
    expect(await removeOrphans(options, -hour)).toBe(1);
    expect(await store.stat(fresh)).toBeDefined();
    expect(await store.stat(used.source)).toBeDefined();
  });
});
