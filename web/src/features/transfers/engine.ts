/** The queue of the app: the client's uploader, what is remembered beyond a reload, and the lists that change. */
import { IndexedDbResumeStore, isAbort, Uploader, type UploadRow } from '@canopy/client';
import { FileUri } from '@canopy/contract';
import { client, refreshCapacity, session } from '../../api/index.ts';
import { createTurn } from '../../device/breathe.ts';
import { ruleOfFolder } from '../../files/folder-rule.ts';
import { refreshLists } from '../../files/index.ts';
import { type Run, tracked } from '../../files/work.ts';
import { useWork } from '../../files/work-store.ts';
import type { DropEntry } from './drop-entries.ts';
import { entriesOfHandle } from './handles.ts';
import { resumedEntries } from './misfits.ts';
import { deletePlan, loadPlans, savePlans } from './plan-memory.ts';
import { type Plan, planParts } from './plans.ts';
import { wantsFolder } from './reasons.ts';
import { release, take, taken } from './tabs.ts';
import { useUploads } from './uploads.ts';

/** Lists on the page are asked anew at most this often while files arrive. */
const refreshMs = 1500;
/** After an answer that took long, pauses are so many times as long: a long list costs the page and the server much. */
const restTimes = 8;

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
  /** What failed together with a row because of their folder. */
  stranded(row: UploadRow): readonly UploadRow[];
  /** Sends what failed of rows to another folder, also after a reload. */
  redirect(rows: readonly UploadRow[], target: FileUri): void;
  /** Gives up all that is in the queue, and what is still being read for it. */
  cancelAll(): void;
  /** Uploads of an earlier visit that wait to go on. The same array until it changes. */
  unfinished(): readonly Plan[];
  /** Asks the memory of this browser; resolves with whether something new waits. What may go on by itself does. */
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
  /** Plan of each row, until the row is done. */
  const planOf = new Map<string, string>();
  const rowsOf = new Map<string, Set<string>>();
  /** Plans whose files are not all in the queue yet. */
  const reading = new Set<string>();
  /** Another number = what was being read for the queue is not wanted any more. */
  let round = 0;
  const owner = () => session.get()?.user.id ?? '';

  const stale = new Set<string>();
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  let restMs = refreshMs;
  const refreshSoon = (...uris: string[]) => {
    for (const uri of uris) stale.add(uri);
    if (refreshing !== undefined) return;
    refreshing = setTimeout(async () => {
      const askedAt = performance.now();
      const asked = refreshLists(...stale);
      refreshCapacity();
      stale.clear();
      await asked;
      restMs = Math.max(refreshMs, (performance.now() - askedAt) * restTimes);
      refreshing = undefined;
      if (stale.size > 0) refreshSoon();
    }, restMs);
  };

  const forget = () => {
    forgets = true;
    tell();
  };
  const tell = () => useUploads.setState({ state: uploader.getSnapshot(), unfinished: unfinished.length });
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
    if (plan !== undefined && left?.size === 0 && !reading.has(plan)) finish(plan);
  };
  const finish = (plan: string) => {
    rowsOf.delete(plan);
    /* Another tab that finds it free must not find it at all. */
    void deletePlan(plan)
      .catch(forget)
      .then(() => release(plan));
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

  const put = (plan: Plan, own: Set<string>, entries: readonly DropEntry[], again: boolean) => {
    /* More of what was paused while it was still being read. */
    const isHeld = own.size > 0 && uploader.getSnapshot().paused;
    const target = { folder: plan.target, skipIdentical: again };
    const both = entries[0]?.keepsBoth ? ({ conflict: 'both' } as const) : {};
    for (const row of uploader.add(entries, { ...target, ...both })) {
      own.add(row);
      planOf.set(row, plan.id);
      if (isHeld) uploader.pause(row);
    }
  };

  /**
   * Puts a plan in the queue. A browser asks the disk when the size of a file is first wanted, and the page waits for
   * that: of many files it is asked a few at a time. Those of a crowd are in the queue as soon as they are known.
   * @param turn that of all plans which begin together: each with a turn of its own would make one long wait
   */
  const start = async (
    plan: Plan,
    entries: readonly DropEntry[],
    again: boolean,
    turn = createTurn(),
  ): Promise<void> => {
    const own = new Set<string>();
    rowsOf.set(plan.id, own);
    reading.add(plan.id);
    const act = async ({ signal, report }: Run) => {
      const begunIn = round;
      let begun = 0;
      for (const [index, { file }] of entries.entries()) {
        void file?.size;
        /* After the last no turn is needed: files that are chosen together stay in their order. */
        if (index === entries.length - 1 || !turn.isOver()) continue;
        report(index + 1, undefined);
        if (plan.kind === 'files') {
          put(plan, own, entries.slice(begun, index + 1), again);
          begun = index + 1;
        }
        await turn.take();
        signal.throwIfAborted();
        if (round !== begunIn) return;
      }
      put(plan, own, entries.slice(begun), again);
    };
    try {
      await tracked('read', [plan], act, { leaves: true });
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      reading.delete(plan.id);
      if (own.size === 0) finish(plan.id);
    }
  };

  /** Plans of whoever is signed in. */
  const load = () => loadPlans(owner()).catch(() => [] as readonly Plan[]);

  const setUnfinished = (plans: readonly Plan[]) => {
    unfinished = plans;
    tell();
  };
  const without = (plan: Plan) => unfinished.filter((each) => each.id !== plan.id);

  /** Makes a plan that waits this tab's. @returns false when another tab has it, or has brought it to its end */
  const claim = async (plan: Plan): Promise<boolean> => {
    if (!(await take(plan.id))) return false;
    const isThere = (await load()).some(({ id }) => id === plan.id);
    if (!isThere) release(plan.id);
    return isThere;
  };

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
    add(entries, target) {
      const turn = createTurn();
      const parts = planParts(entries, owner(), target.toString(), () => `${Date.now()}-${Math.random()}`);
      const plans = parts.map(({ plan }) => plan);
      /* First taken, then remembered: no other tab finds one that nobody works on. */
      Promise.all(plans.map(({ id }) => take(id)))
        .then(() => savePlans(plans))
        .catch(forget);
      for (const { plan, entries: own } of parts) void start(plan, own, false, turn);
    },
    stranded: ({ folder }) =>
      uploader
        .getSnapshot()
        .rows.filter((row) => row.status === 'failed' && row.folder === folder && wantsFolder(row.failures[0]?.error)),
    redirect(rows, target) {
      for (const { id } of rows) uploader.redirect(id, target);
      const moved = new Set(rows.map(({ id }) => planOf.get(id)));
      load()
        .then((plans) =>
          plans.filter(({ id }) => moved.has(id)).map((plan) => ({ ...plan, target: target.toString() })),
        )
        .then(savePlans)
        .catch(forget);
    },
    cancelAll() {
      round++;
      uploader.cancel();
      uploader.clear();
    },
    async findUnfinished() {
      const known = new Set([...rowsOf.keys(), ...unfinished.map(({ id }) => id)]);
      const before = new Set((await load()).map(({ id }) => id));
      const busy = await taken();
      /* Neither what another tab began after the first look, nor what it has brought to its end since. */
      const plans = (await load()).filter(({ id }) => before.has(id));
      setUnfinished(plans.filter(({ id }) => !rowsOf.has(id) && !busy.has(id)));
      const isNew = unfinished.some(({ id }) => !known.has(id));
      for (const plan of unfinished) {
        const handle = plan.handle as AskingHandle | undefined;
        if ((await handle?.queryPermission?.({ mode: 'read' })) === 'granted') await engine.goOn(plan);
      }
      return isNew;
    },
    async goOn(plan, chosen) {
      const found = chosen ?? (await readHandle(plan));
      if (typeof found === 'string') return found;
      const entries = await resumedEntries(found, plan, await ruleOfFolder(FileUri.parse(plan.target)));
      setUnfinished(without(plan));
      if (await claim(plan)) await start(plan, entries, true);
      return undefined;
    },
    async discard(plan) {
      setUnfinished(without(plan));
      if (!(await claim(plan))) return;
      await deletePlan(plan.id).catch(forget);
      release(plan.id);
      const root = FileUri.parse(plan.target).join(plan.name).toString();
      for (const record of await uploader.unfinished()) {
        if (record.uri === root || record.uri.startsWith(`${root}/`)) await uploader.discard(record);
      }
      refreshLists(plan.target);
      refreshCapacity();
    },
  };
  uploader.subscribe(tell);
  tell();
  useUploads.setState({ engine });
  return engine;
}
