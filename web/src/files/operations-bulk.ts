/**
 * What one can do with many files at once: shown at once, asked for in batches, and for those items that the server
 * refused shown as they were. Each resolves with the step that undoes it, and rejects with PartlyDone when only some
 * of it was done. No words here: see commands.ts.
 */
import { ApiError, type Duplicate, ErrorCode, type ErrorEnvelope, type FileResponse, FileUri } from '@canopy/contract';
import { client, refreshCapacity } from '../api/index.ts';
import { mapInTurns } from '../device/breathe.ts';
import { trashRoot } from './address.ts';
import { type Account, type Failures, failuresIn, inBatches, settled } from './batches.ts';
import { isFolder } from './kinds.ts';
import { forgetBelow, type Rollback, refreshAllLists, refreshLists, removeFromLists } from './listing-cache.ts';
import { byFolder } from './operations-folders.ts';
import { originOf, uriOf } from './places.ts';
import type { UndoStep } from './undo.ts';
import type { Run } from './work.ts';

type Files = readonly FileResponse[];

const idsOf = (files: Files) => new Set(files.map((file) => file.id));
const parentsOf = (files: Files) => [...byFolder(files).keys()];
/** The items as they are called in a folder. Of very many it takes its time, in which the page goes on. */
const at = (files: Files, folder: FileUri): Promise<Files> =>
  mapInTurns(files, (file) => ({ ...file, path: folder.join(file.name).toString() }));

const deleting = (uris: string[]) => failuresIn(() => client.call('deleteFiles', { body: { uris } }));
const restoring = (uris: string[]) => failuresIn(() => client.call('restoreFiles', { body: { uris } }));

/** Takes items off the lists while they are worked on; those that were left come back, and the truth is asked for. */
async function takingOff(files: Files, folders: readonly string[], work: () => Promise<Account>): Promise<Account> {
  const rollback: Rollback = removeFromLists(idsOf(files));
  const account = await work();
  if (account.left.length > 0) {
    rollback();
    removeFromLists(idsOf(account.done));
    refreshLists(...folders);
  }
  for (const file of account.done) if (isFolder(file)) forgetBelow(uriOf(file).toString());
  return account;
}

/** Items of one page when all names of a folder are asked for. */
const namesPage = 2000;

/** All names in a folder, page by page. */
async function namesIn(folder: FileUri): Promise<Set<string>> {
  const names = new Set<string>();
  let token: string | undefined;
  do {
    const query = { uri: folder.toString(), page_size: namesPage, ...(token && { next_page_token: token }) };
    const page = await client.call('listFiles', { query });
    for (const { name } of page.files) names.add(name);
    token = page.pagination.next_token || undefined;
  } while (token);
  return names;
}

/**
 * Moves or copies a batch into a folder. A name that is taken there stops a whole request: then the others go without
 * those whose names are.
 */
function sendingTo(target: FileUri, copy: boolean): (uris: string[], batch: Files) => Promise<Failures> {
  const dst = target.toString();
  const send = (uris: string[]) =>
    failuresIn(() => client.call('moveOrCopyFiles', { body: { uris, dst, ...(copy && { copy }) } }));
  /** Names that are taken, once it had to be asked, and those that came there since. */
  let taken: Set<string> | undefined;
  return async (uris, batch) => {
    try {
      if (!taken) return await send(uris);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== ErrorCode.OBJECT_EXIST || batch.length === 1) throw error;
      taken = await namesIn(target);
    }
    const failures: Record<string, ErrorEnvelope> = {};
    const free = new Map<string, string>();
    for (const [index, { name }] of batch.entries()) {
      const uri = uris[index] ?? '';
      if (taken.has(name) || free.has(name)) failures[uri] = { code: ErrorCode.OBJECT_EXIST, msg: '' };
      else free.set(name, uri);
    }
    if (free.size > 0) Object.assign(failures, await send([...free.values()]));
    /* Only now: the same may have to be sent once more. */
    for (const name of free.keys()) taken.add(name);
    return failures;
  };
}

/** Moves items, perhaps of several folders, into one. Taking it back moves each to the folder it came from. */
export async function move(files: Files, target: FileUri, run?: Run): Promise<UndoStep> {
  const folders = [...parentsOf(files), target.toString()];
  const account = await takingOff(files, folders, () => inBatches(files, sendingTo(target, false), run));
  refreshLists(target.toString());
  return settled(account, (done) => ({
    undo: async (again) => {
      const ends = [...byFolder(done)].map(([source, moved]) => async () => {
        await move(await at(moved, target), FileUri.parse(source), again);
      });
      await allOf(ends);
    },
  }));
}

/** Does all of it; what failed first is thrown at the end. */
async function allOf(works: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const work of works) await work().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** Copies items into a folder. Taking it back moves the copies to the trash. */
export async function copy(files: Files, target: FileUri, run?: Run): Promise<UndoStep> {
  const account = await inBatches(files, sendingTo(target, true), run, false);
  refreshLists(target.toString());
  refreshCapacity();
  return settled(account, (done) => removal(() => at(done, target)));
}

/** Copies items to where they stand, under names that the server finds. @param found gets the copies */
export async function duplicate(files: Files, run?: Run, found?: (copies: Files) => void): Promise<UndoStep> {
  const copies: FileResponse[] = [];
  const keep = (made: unknown) => {
    for (const { file } of (made ?? []) as Duplicate[]) copies.push({ ...file, metadata: file.metadata ?? {} });
  };
  const account = await inBatches(
    files,
    (uris) =>
      failuresIn(async () => {
        try {
          keep(await client.call('duplicateFiles', { body: { uris } }));
        } catch (error) {
          if (error instanceof ApiError) keep(error.data);
          throw error;
        }
      }),
    run,
    false,
  );
  refreshLists(...parentsOf(copies));
  refreshCapacity();
  found?.(copies);
  return settled(account, () => removal(async () => copies));
}

/** The step back from copies: to the trash. */
function removal(made: () => Promise<Files>): UndoStep {
  return {
    undo: async (run) => {
      const copies = await made();
      const account = await inBatches(copies, deleting, run);
      refreshLists(...parentsOf(copies), trashRoot.toString());
      settled(account, () => undefined);
    },
  };
}

/** Moves items to the trash. */
export async function trash(files: Files, run?: Run): Promise<UndoStep> {
  const folders = parentsOf(files);
  const account = await takingOff(files, [...folders, trashRoot.toString()], () => inBatches(files, deleting, run));
  refreshLists(trashRoot.toString());
  return settled(account, (done) => ({
    undo: async (again) => {
      const trashed = await findInTrash(idsOf(done));
      const back = await inBatches(trashed, restoring, again);
      refreshLists(trashRoot.toString(), ...folders);
      settled(withMissing(back, done), () => undefined);
    },
  }));
}

/** Of what is not in the trash any more, nothing can be brought back: that is a failure too. */
function withMissing(account: Account, wanted: Files): Account {
  const found = idsOf([...account.done, ...account.left]);
  const missing = wanted.filter((file) => !found.has(file.id));
  if (missing.length === 0) return account;
  const gone = missing.map((file) => [uriOf(file).toString(), { code: ErrorCode.PATH_NOT_EXIST, msg: '' }] as const);
  return {
    ...account,
    left: [...account.left, ...missing],
    failures: { ...account.failures, ...Object.fromEntries(gone) },
    error: account.error ?? new ApiError(ErrorCode.PATH_NOT_EXIST),
  };
}

/** Items keep their id in the trash but not their path; the newest pages are looked through for them. */
async function findInTrash(ids: ReadonlySet<string>): Promise<FileResponse[]> {
  const found: FileResponse[] = [];
  let token: string | undefined;
  do {
    const page = await client.call('listFiles', {
      query: {
        uri: trashRoot.toString(),
        page_size: namesPage,
        order_by: 'updated_at',
        order_direction: 'desc',
        ...(token ? { next_page_token: token } : {}),
      },
    });
    found.push(...page.files.filter((file) => ids.has(file.id)));
    token = page.pagination.next_token || undefined;
  } while (token && found.length < ids.size);
  return found;
}

/** Puts trashed items back where they were. */
export async function restore(files: Files, run?: Run): Promise<UndoStep> {
  const account = await takingOff(files, [trashRoot.toString()], () => inBatches(files, restoring, run));
  refreshAllLists();
  return settled(account, (done) => ({
    undo: async (again) => {
      const places = done.flatMap((file) => {
        const origin = originOf(file);
        return origin ? { ...file, path: origin.toString() } : [];
      });
      const back = await inBatches(places, deleting, again);
      refreshAllLists();
      settled(back, () => undefined);
    },
  }));
}

/** Deletes trashed items for good. There is no way back. */
export async function deleteForGood(files: Files, run?: Run): Promise<void> {
  const account = await takingOff(files, [trashRoot.toString()], () =>
    inBatches(
      files,
      (uris) => failuresIn(() => client.call('deleteFiles', { body: { uris, skip_soft_delete: true } })),
      run,
    ),
  );
  refreshCapacity();
  settled(account, () => undefined);
}
