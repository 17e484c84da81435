/**
 * What was meant to be uploaded, so that a reload does not forget it: one plan for each dropped file or folder, with
 * the browser's handle on it where there is one. Which bytes have arrived is remembered by the client.
 */
import { crowd, type DropEntry } from './drop-entries.ts';
import { mark } from './mark.ts';

export interface Plan {
  readonly id: string;
  /** Id of the person. */
  readonly owner: string;
  /** URI of the target folder. */
  readonly target: string;
  /** `files`: a crowd of loose files under one plan. */
  readonly kind: 'file' | 'folder' | 'files';
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly handle: FileSystemHandle | undefined;
}

const table = 'plans';
let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('canopy-upload-plans', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
  return opening;
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const store = (await open()).transaction(table, mode).objectStore(table);
  const request = work(store);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}

export async function savePlans(plans: readonly Plan[]): Promise<void> {
  mark.set(true);
  for (const plan of plans) await run('readwrite', (store) => store.put(plan));
}

/** Plans of one person; several tabs share them. */
export async function loadPlans(owner: string): Promise<readonly Plan[]> {
  const plans = await run('readonly', (store) => store.getAll() as IDBRequest<Plan[]>);
  return plans.filter((plan) => plan.owner === owner);
}

/** Whether a plan, of anybody, still needs what lies in this folder of the origin's private file system. */
export async function isPlanned(folder: string): Promise<boolean> {
  const root = await navigator.storage.getDirectory();
  for (const { handle } of await run('readonly', (store) => store.getAll() as IDBRequest<Plan[]>)) {
    if (handle && (await root.resolve(handle))?.includes(folder)) return true;
  }
  return false;
}

export async function deletePlan(id: string): Promise<void> {
  await run('readwrite', (store) => store.delete(id));
  const left = await run('readonly', (store) => store.count());
  if (left === 0) mark.set(false);
}

export interface Part {
  readonly plan: Plan;
  readonly entries: readonly DropEntry[];
}

/** Cuts what was added into the plans that remember it. */
export function planParts(entries: readonly DropEntry[], owner: string, target: string, newId: () => string): Part[] {
  const loose: DropEntry[] = [];
  const folders = new Map<string, DropEntry[]>();
  for (const entry of entries) {
    const slash = entry.relativePath.indexOf('/');
    if (slash < 0 && entry.file) {
      loose.push(entry);
      continue;
    }
    const top = slash < 0 ? entry.relativePath : entry.relativePath.slice(0, slash);
    const group = folders.get(top);
    if (group) group.push(entry);
    else folders.set(top, [entry]);
  }
  const partOf = (
    kind: Plan['kind'],
    name: string,
    group: readonly DropEntry[],
    handle: FileSystemHandle | undefined,
  ): Part => ({
    entries: group,
    plan: {
      id: newId(),
      owner,
      target,
      kind,
      name,
      files: group.length,
      bytes: group.reduce((sum, entry) => sum + (entry.file?.size ?? 0), 0),
      handle,
    },
  });
  const whole = [...folders].map(([name, group]) => partOf('folder', name, group, group[0]?.root));
  const [first] = loose;
  if (!first) return whole;
  if (loose.length > crowd) return [...whole, partOf('files', first.relativePath, loose, undefined)];
  return [...loose.map((entry) => partOf('file', entry.relativePath, [entry], entry.root)), ...whole];
}

/** Whether what was chosen again is what the plan is about. */
export function fitsPlan(plan: Plan, chosen: readonly DropEntry[]): boolean {
  if (plan.kind === 'files') return chosen.length > 0;
  return chosen.some(({ relativePath }) => relativePath === plan.name || relativePath.startsWith(`${plan.name}/`));
}
