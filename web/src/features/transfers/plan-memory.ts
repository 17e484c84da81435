/**
 * Where plans are kept: the browser's database, shared by all tabs. What belongs together is written together, so that
 * a crash leaves all of it or nothing; the mark that says whether there are any changes in the same transactions.
 */
import { FileUri } from '@canopy/contract';
import { once } from '../../files/once.ts';
import { mark } from './mark.ts';
import type { Plan } from './plans.ts';

const table = 'plans';

/* Refused once is not refused for ever: the disk may have been full. */
const open = once(
  () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('canopy-upload-plans', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no database'));
    }),
);

/** Does work in one transaction. Resolves with what the last request answered, when all of it is on the disk. */
async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(table, mode);
  return new Promise((resolve, reject) => {
    transaction.onabort = () => reject(transaction.error ?? new Error('not written'));
    try {
      const request = work(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(request.result);
    } catch (error) {
      transaction.abort();
      reject(error);
    }
  });
}

/** Marks, before the transaction ends, whether there are plans: another tab's transaction waits for that. */
function thenMark(store: IDBObjectStore): IDBRequest<number> {
  const count = store.count();
  count.onsuccess = () => mark.set(count.result > 0);
  return count;
}

/** Keeps plans, all of them or none. A handle that the browser can't keep is left out: its file is chosen again then. */
export async function savePlans(plans: readonly Plan[]): Promise<void> {
  const put = (some: readonly Plan[]) =>
    transact('readwrite', (store) => {
      for (const plan of some) store.put(plan);
      return thenMark(store);
    });
  try {
    await put(plans);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'DataCloneError') throw error;
    await put(plans.map((plan) => ({ ...plan, handle: undefined })));
  }
}

export async function deletePlan(id: string): Promise<void> {
  await transact('readwrite', (store) => {
    store.delete(id);
    return thenMark(store);
  });
}

const kinds: readonly unknown[] = ['file', 'folder', 'files'] satisfies Plan['kind'][];

/** Whether a record can be gone on with: another version of the app may have written it. */
function isPlan(record: unknown): record is Plan {
  const { id, owner, target, kind, name, files } = (record ?? {}) as Partial<Record<keyof Plan, unknown>>;
  if (typeof id !== 'string' || typeof owner !== 'string' || typeof target !== 'string') return false;
  if (typeof name !== 'string' || name === '' || !kinds.includes(kind) || typeof files !== 'number') return false;
  try {
    FileUri.parse(target);
    return true;
  } catch {
    return false;
  }
}

async function readPlans(): Promise<readonly Plan[]> {
  const records: unknown[] = await transact('readonly', (store) => store.getAll());
  return records.filter(isPlan);
}

/** Plans of one person; several tabs share them. */
export async function loadPlans(owner: string): Promise<readonly Plan[]> {
  return (await readPlans()).filter((plan) => plan.owner === owner);
}

/** Whether a plan, of anybody, still needs what lies in this folder of the origin's private file system. */
export async function isPlanned(folder: string): Promise<boolean> {
  const root = await navigator.storage.getDirectory();
  for (const { handle } of await readPlans()) {
    if (handle && (await root.resolve(handle))?.includes(folder)) return true;
  }
  return false;
}
