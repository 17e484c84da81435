import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan } from './plans.ts';

const stored = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => stored.set(key, value),
  removeItem: (key: string) => stored.delete(key),
});

/** What a page that is loaded now would remember. */
async function tab() {
  vi.resetModules();
  const { mark } = await import('./mark.ts');
  return { ...(await import('./plan-memory.ts')), isMarked: () => mark.isSet() };
}

const plan = (id: string, more: Partial<Plan> = {}): Plan => ({
  id,
  owner: 'u1',
  target: 'cloudreve://my/Home',
  kind: 'file',
  name: `${id}.txt`,
  files: 1,
  handle: undefined,
  ...more,
});

function whole<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Writes records as whatever version of the app might have. */
async function write(records: readonly unknown[]): Promise<void> {
  const database = await whole(indexedDB.open('canopy-upload-plans', 1));
  const store = database.transaction('plans', 'readwrite').objectStore('plans');
  await Promise.all(records.map((record) => whole(store.put(record))));
  database.close();
}

function clear(): void {
  vi.stubGlobal('indexedDB', new IDBFactory());
  stored.clear();
}

describe('the memory of plans', () => {
  beforeEach(clear);
  afterEach(() => vi.restoreAllMocks());

  it('keeps all of what was added, for its person', async () => {
    const memory = await tab();
    await memory.savePlans([plan('a'), plan('b'), plan('c', { owner: 'u2' })]);
    const later = await tab();
    expect((await later.loadPlans('u1')).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(later.isMarked()).toBe(true);
    for (const id of ['a', 'b', 'c']) await later.deletePlan(id);
    expect(later.isMarked()).toBe(false);
  });

  it('keeps the plan of a file whose handle can not be kept', async () => {
    const memory = await tab();
    await memory.savePlans([plan('a'), plan('b', { handle: { kept: () => false } as never })]);
    expect((await memory.loadPlans('u1')).map(({ id, handle }) => [id, handle])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  it('tells when nothing can be kept, and keeps it as soon as it can', async () => {
    const memory = await tab();
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('A private window.', 'SecurityError');
    });
    await expect(memory.savePlans([plan('a')])).rejects.toThrow('A private window.');
    await expect(memory.loadPlans('u1')).rejects.toThrow('A private window.');
    open.mockRestore();
    await memory.savePlans([plan('a')]);
    expect(await memory.loadPlans('u1')).toHaveLength(1);
  });

  it('has all of an addition or nothing of it, whichever write is the last one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.nat(8), async (count, last) => {
        clear();
        const memory = await tab();
        await memory.savePlans([plan('before')]);
        let writes = 0;
        const put = IDBObjectStore.prototype.put;
        const cut = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
          this: IDBObjectStore,
          value,
        ) {
          if (writes++ >= last) throw new DOMException('The disk is full.', 'QuotaExceededError');
          return put.call(this, value);
        });
        const ids = Array.from({ length: count }, (_, index) => `new ${index}`);
        const isSaved = await memory.savePlans(ids.map((id) => plan(id))).then(
          () => true,
          () => false,
        );
        cut.mockRestore();
        const later = await tab();
        expect(isSaved).toBe(last >= count);
        expect((await later.loadPlans('u1')).map(({ id }) => id)).toEqual(['before', ...(isSaved ? ids : [])]);
        expect(later.isMarked()).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('never says that there is nothing while two tabs add and end plans', async () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom('a', 'b', 'c')), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        clear();
        const tabs = [await tab(), await tab()];
        const work = list.map(async ([first, adds, id]) => {
          const memory = tabs[first ? 0 : 1];
          await (adds ? memory?.savePlans([plan(id)]) : memory?.deletePlan(id));
        });
        await Promise.all(work);
        const later = await tab();
        expect(later.isMarked()).toBe((await later.loadPlans('u1')).length > 0);
      }),
      { numRuns: 40 },
    );
  });

  it('gives what can be gone on with, whatever else is in the database', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant(undefined));
    const broken = fc.record(
      { owner: fc.constantFrom('u1', 1), target: value, kind: value, name: value, files: value, handle: value },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(broken, { maxLength: 6 }), async (records) => {
        clear();
        await (await tab()).savePlans([plan('good')]);
        await write(records.map((record, index) => ({ ...record, id: `broken ${index}` })));
        const plans = await (await tab()).loadPlans('u1');
        expect(plans.map(({ id }) => id)).toContain('good');
        for (const each of plans) expect([each.name.length > 0, typeof each.files]).toEqual([true, 'number']);
      }),
      { numRuns: 40 },
    );
  });
});
