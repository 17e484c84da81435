/**
 * Metadata of files: tags, colours, properties. Shown at once, sent in batches, and taken back for those files that
 * the server refused. Resolves with what failed and with the step that undoes the rest.
 */
import { ApiError, type FileResponse } from '@canopy/contract';
import { client, queries } from '../api/index.ts';
import { editInfo, refreshInfo } from './info.ts';
import { replaceManyInLists } from './listing-cache.ts';
import { uriOf } from './places.ts';
import { tagKey, tagsQueryKey } from './tags.ts';
import type { UndoStep } from './undo.ts';

/** New values by key; null removes the key. */
export type MetadataEdit = Readonly<Record<string, string | null>>;

/** Files that get the same change. Their `metadata` must be known. */
export interface MetadataJob {
  readonly files: readonly FileResponse[];
  readonly edit: MetadataEdit;
}

export interface FailedFile {
  readonly file: FileResponse;
  readonly error: unknown;
}

export interface MetadataResult {
  readonly step: UndoStep;
  readonly changed: number;
  readonly failed: readonly FailedFile[];
}

/** Files of one request: small enough that progress is seen, large enough that thousands take seconds. */
const batchSize = 200;

type Metadata = NonNullable<FileResponse['metadata']>;

function edited(metadata: FileResponse['metadata'], edit: MetadataEdit): Metadata {
  const next: Metadata = { ...metadata };
  for (const [key, value] of Object.entries(edit)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next;
}

/** The change that leads back to what a file has now. */
function reverse(file: FileResponse, edit: MetadataEdit): MetadataEdit {
  return Object.fromEntries(Object.keys(edit).map((key) => [key, file.metadata?.[key] ?? null]));
}

function show(files: readonly FileResponse[], editOf: (file: FileResponse) => MetadataEdit): void {
  const edits = new Map(
    files.map((file) => {
      const edit = editOf(file);
      return [file.id, (each: FileResponse) => ({ ...each, metadata: edited(each.metadata, edit) })] as const;
    }),
  );
  replaceManyInLists(edits);
  for (const [id, edit] of edits) editInfo(id, edit);
}

const patchesOf = (edit: MetadataEdit) =>
  Object.entries(edit).map(([key, value]) => (value === null ? { key, remove: true } : { key, value }));

/** One request. @returns what failed of it */
async function send(files: readonly FileResponse[], edit: MetadataEdit): Promise<FailedFile[]> {
  const byUri = new Map(files.map((file) => [uriOf(file).toString(), file]));
  try {
    await client.call('patchMetadata', { body: { uris: [...byUri.keys()], patches: patchesOf(edit) } });
    return [];
  } catch (error) {
    const items = Object.entries((error instanceof ApiError && error.aggregated) || {});
    if (items.length === 0) throw error;
    return items.flatMap(([uri, { code, msg }]) => {
      const file = byUri.get(uri);
      return file ? [{ file, error: new ApiError(code, msg) }] : [];
    });
  }
}

let lastChange: Promise<unknown> = Promise.resolve();

/** Does work when all before it is done: requests that run beside each other end in any order. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = lastChange.then(work);
  lastChange = turn.catch(() => undefined);
  return turn;
}

/**
 * Does several changes, batch after batch, each after those that were asked for before, so that of two changes of the
 * same thing the later one stays. When nothing at all could be done the first error is thrown; otherwise what
 * failed is told, and a server that stops answering, or the signal, ends the work where it is.
 */
export async function changeMetadata(
  jobs: readonly MetadataJob[],
  onProgress: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<MetadataResult> {
  for (const { files, edit } of jobs) show(files, () => edit);
  return inTurn(() => carryOut(jobs, onProgress, signal));
}

async function carryOut(
  jobs: readonly MetadataJob[],
  onProgress: (done: number) => void,
  signal: AbortSignal | undefined,
): Promise<MetadataResult> {
  const undone = (file: FileResponse, edit: MetadataEdit) => show([file], () => reverse(file, edit));
  const changed: (readonly [FileResponse, MetadataEdit])[] = [];
  const failed: FailedFile[] = [];
  let stopped: { readonly error: unknown } | undefined;
  let done = 0;
  for (const { files, edit } of jobs) {
    for (let start = 0; start < files.length; start += batchSize) {
      const batch = files.slice(start, start + batchSize);
      if (signal?.aborted) stopped ??= { error: signal.reason };
      let refused: readonly FailedFile[];
      try {
        refused = stopped ? batch.map((file) => ({ file, error: stopped?.error })) : await send(batch, edit);
      } catch (error) {
        if (!(error instanceof ApiError)) stopped = { error };
        refused = batch.map((file) => ({ file, error }));
      }
      for (const each of refused) undone(each.file, edit);
      failed.push(...refused);
      const left = new Set(refused.map(({ file }) => file.id));
      changed.push(...batch.filter(({ id }) => !left.has(id)).map((file) => [file, edit] as const));
      done += batch.length;
      if (!stopped) onProgress(done);
    }
  }
  refreshInfo(...jobs.flatMap(({ files }) => files.map(({ id }) => id)));
  if (jobs.some(({ edit }) => Object.keys(edit).some((key) => key.startsWith(tagKey)))) {
    void queries.invalidateQueries({ queryKey: tagsQueryKey });
  }
  const [first] = failed;
  if (first && changed.length === 0) throw first.error;
  return { step: { undo: () => takeBack(changed) }, changed: changed.length, failed };
}

/** Files that had the same values before go back together. */
async function takeBack(changed: readonly (readonly [FileResponse, MetadataEdit])[]): Promise<void> {
  const jobs = new Map<string, { files: FileResponse[]; edit: MetadataEdit }>();
  for (const [file, edit] of changed) {
    const back = reverse(file, edit);
    const key = JSON.stringify(back);
    const job = jobs.get(key) ?? { files: [], edit: back };
    /* What the file has now, so that a refused step back shows that again. */
    job.files.push({ ...file, metadata: edited(file.metadata, edit) });
    jobs.set(key, job);
  }
  const { failed } = await changeMetadata([...jobs.values()]);
  const [first] = failed;
  if (first) throw first.error;
}
