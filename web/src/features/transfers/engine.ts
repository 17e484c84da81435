/** The queue of the app: the client's uploader, what is remembered beyond a reload, and the lists that change. */
import { IndexedDbResumeStore, Uploader } from '@canopy/client';
import { FileUri } from '@canopy/contract';
import { client, refreshCapacity, session } from '../../api/index.ts';
import { refreshLists } from '../../files/index.ts';
import { useWork } from '../../files/work-store.ts';
import { breathe } from './breathe.ts';
import type { DropEntry } from './drop-entries.ts';
import { entriesOfHandle } from './handles.ts';
import { deletePlan, loadPlans, type Plan, planParts, savePlans } from './plans.ts';
import { release, take, taken } from './tabs.ts';

/** Lists on the page are asked anew at most this often while files arrive. */
const refreshMs = 1500;

/** Rows added in one task. */
const portionSize = 500;

/** Why a plan could not go on by its handle. */
export type GoOnProblem = 'notAllowed' | 'notReadable';

/** A handle that asks for leave; not in every browser, so not in the standard types. */
interface AskingHandle extends FileSystemHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

export interface Engine {
  readonly uploader: Uploader;
  add(entries: readonly DropEntry[], target: FileUri): void;
  /** Uploads of an earlier visit that wait to go on. The same array until it changes. */
  unfinished(): readonly Plan[];
  subscribe(listener: () => void): () => void;
  /** Asks the memory of this browser; resolves with whether something waits. What may go on by itself does. */
  findUnfinished(): Promise<boolean>;
  /** Goes on with a plan: through its handle, or with what was chosen again. */
  goOn(plan: Plan, chosen?: readonly DropEntry[]): Promise<GoOnProblem | undefined>;
  /** Gives a plan up, and what the server holds for it. */
  discard(plan: Plan): Promise<void>;
  /** Unfinished uploads cannot be remembered here. */
  readonly forgets: () => boolean;
}

export function createEngine(): Engine {
  let unfinished: readonly Plan[] = [];
  let forgets = false;
  const listeners = new Set<() => void>();
  /** Plan of each row, until the row is done. */
  const planOf = new Map<string, string>();
  const rowsOf = new Map<string, Set<string>>();
  const owner = () => session.get()?.user.id ?? '';

  const stale = new Set<string>();
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = (...uris: string[]) => {
    for (const uri of uris) stale.add(uri);
    if (refreshing !== undefined) return;
    refreshing = setTimeout(() => {
      refreshing = undefined;
      refreshLists(...stale);
      refreshCapacity();
      stale.clear();
    }, refreshMs);
  };

  const forget = () => {
    forgets = true;
    tell();
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const uploader = new Uploader(client, {
    resume: new IndexedDbResumeStore(),
    onUploaded: ({ folder, target }) => refreshSoon(folder, target),
    onResumeFailure: forget,
  });

  /** A plan ends with its last row: done or given up. Failed rows keep it for the next visit. */
  const watch = () => {
    if (planOf.size === 0) return;
    const { rows } = uploader.getSnapshot();
    let open = 0;
    for (const { id, status } of rows) {
      if (!planOf.has(id)) continue;
      if (status === 'done' || status === 'cancelled') end(id);
      else open++;
    }
    /* Some were taken off the list. */
    if (planOf.size > open) {
      const listed = new Set(rows.map(({ id }) => id));
      for (const id of [...planOf.keys()]) if (!listed.has(id)) end(id);
    }
  };
  const end = (rowId: string) => {
    const plan = planOf.get(rowId);
    planOf.delete(rowId);
    const left = plan === undefined ? undefined : rowsOf.get(plan);
    left?.delete(rowId);
    if (plan === undefined || left?.size !== 0) return;
    rowsOf.delete(plan);
    release(plan);
    deletePlan(plan).catch(forget);
  };
  let watching: ReturnType<typeof setTimeout> | undefined;
  uploader.subscribe(() => {
    if (watching !== undefined) return;
    watching = setTimeout(() => {
      watching = undefined;
      watch();
    }, refreshMs);
  });

  window.addEventListener('beforeunload', (event) => {
    const { active, conflicts } = uploader.getSnapshot();
    /* Of a page that gives way to that of another person nothing is lost: what was begun is remembered for its owner. */
    const works = useWork.getState().works.some(({ status }) => status === 'running');
    if (session.isUsed && (active || works || conflicts.length > 0)) event.preventDefault();
  });

  /** Puts a plan in the queue. A crowd of files is a crowd of rows: in portions, so that the page stays quick. */
  const start = async (plan: Plan, entries: readonly DropEntry[], again: boolean) => {
    const own = new Set<string>();
    rowsOf.set(plan.id, own);
    take(plan.id);
    const size = plan.kind === 'files' ? portionSize : entries.length;
    for (let at = 0; at < entries.length; at += size) {
      if (at > 0) await breathe();
      const rows = uploader.add(entries.slice(at, at + size), { folder: plan.target, skipIdentical: again });
      for (const row of rows) {
        own.add(row);
        planOf.set(row, plan.id);
      }
    }
  };

  const setUnfinished = (plans: readonly Plan[]) => {
    unfinished = plans;
    tell();
  };
  const without = (plan: Plan) => unfinished.filter((each) => each.id !== plan.id);

  const readHandle = async (plan: Plan): Promise<readonly DropEntry[] | GoOnProblem> => {
    const handle = plan.handle as AskingHandle | undefined;
    if (!handle) return 'notReadable';
    const permission = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted';
    if (permission !== 'granted') return 'notAllowed';
    try {
      return await entriesOfHandle(handle);
    } catch {
      /* Moved, renamed or deleted on the device: the person is told and may choose it again. */
      return 'notReadable';
    }
  };

  const engine: Engine = {
    uploader,
    unfinished: () => unfinished,
    forgets: () => forgets,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(entries, target) {
      const parts = planParts(entries, owner(), target.toString(), () => `${Date.now()}-${Math.random()}`);
      savePlans(parts.map((part) => part.plan)).catch(forget);
      for (const part of parts) void start(part.plan, part.entries, false);
    },
    async findUnfinished() {
      const [plans, busy] = await Promise.all([loadPlans(owner()).catch(() => []), taken()]);
      setUnfinished(plans.filter((plan) => !rowsOf.has(plan.id) && !busy.has(plan.id)));
      for (const plan of unfinished) {
        const handle = plan.handle as AskingHandle | undefined;
        if ((await handle?.queryPermission?.({ mode: 'read' })) === 'granted') await engine.goOn(plan);
      }
      return unfinished.length > 0 || rowsOf.size > 0;
    },
    async goOn(plan, chosen) {
      const entries = chosen ?? (await readHandle(plan));
      if (typeof entries === 'string') return entries;
      setUnfinished(without(plan));
      await start(plan, entries, true);
      return undefined;
    },
    async discard(plan) {
      setUnfinished(without(plan));
      await deletePlan(plan.id).catch(forget);
      const root = FileUri.parse(plan.target).join(plan.name).toString();
      for (const record of await uploader.unfinished()) {
        if (record.uri === root || record.uri.startsWith(`${root}/`)) await uploader.discard(record);
      }
      refreshLists(plan.target);
      refreshCapacity();
    },
  };
  return engine;
}
