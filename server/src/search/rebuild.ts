import { ApiError, type BodyOf, ErrorCode, type IdCodec, IdKind, type TaskResponse } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { defineJob, type Job, type NewJob, type RunningJob } from '../jobs/index.ts';
import { type Caller, type Clock, isoTime } from '../kernel/index.ts';
import type { IndexStore } from './index-store.ts';
import type { Indexer } from './indexer.ts';
import type { NameStore } from './name-store.ts';
import type { TextIndexer } from './text-indexer.ts';
import type { TextStore } from './text-store.ts';

/** Name of the job in the database, and of the task on the wire. */
const rebuildType = 'full_text_rebuild';
const ownersOfPage = 100;

/** How far a rebuild is. */
interface RebuildState {
  /** `nuke`: the old index goes; `index`: the new one is made. */
  readonly phase: 'nuke' | 'index';
  /** Only the contents of files under these storage policies; empty = everything. */
  readonly policies: readonly number[];
  /** Last owner that is done. */
  readonly after: number;
}

export interface RebuildParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly index: IndexStore;
  readonly indexer: Indexer;
  readonly names: NameStore;
  readonly texts: TextStore;
  readonly textIndexer: TextIndexer;
}

/** Puts work into the queue of background jobs. */
export interface RebuildQueue {
  enqueue(job: NewJob): Promise<number>;
}

/** Makes the index anew from the tree. It can be stopped at any moment and goes on there. */
export class Rebuild {
  readonly #parts: RebuildParts;

  constructor(parts: RebuildParts) {
    this.#parts = parts;
  }

  job(): Job {
    return defineJob({ type: rebuildType, parse: parseState, run: (job) => this.#run(job) });
  }

  /** @throws ApiError as the contract's rebuildFullTextIndex */
  async request(
    queue: RebuildQueue,
    caller: Caller,
    { filtered_storage_policy: policies = [] }: BodyOf<'rebuildFullTextIndex'>,
  ): Promise<TaskResponse> {
    if (!caller.isAdmin) throw new ApiError(ErrorCode.NO_PERMISSION, 'This is for administrators.');
    if (caller.scopes && !caller.scopes.includes('Admin.Write')) throw new ApiError(ErrorCode.INSUFFICIENT_SCOPE);
    const state: RebuildState = { phase: 'nuke', policies, after: 0 };
    const id = await queue.enqueue({ type: rebuildType, ownerId: caller.userId, state }).catch((cause: unknown) => {
      throw new ApiError(ErrorCode.CREATE_TASK_ERROR, undefined, { cause });
    });
    const now = isoTime(this.#parts.clock.now());
    return {
      created_at: now,
      updated_at: now,
      id: this.#parts.ids.encode(IdKind.TASK, id),
      status: 'queued',
      type: rebuildType,
      summary: { phase: 'nuke', props: { total: 0, failed: 0 } },
    };
  }

  /** All of it at once, for the command line. */
  async now(signal?: AbortSignal): Promise<{ total: number; failed: number }> {
    const { database, texts } = this.#parts;
    let state: RebuildState = { phase: 'nuke', policies: [], after: 0 };
    const save = async (next: RebuildState) => {
      state = next;
    };
    await this.#run({ id: 0, ownerId: 0, state, signal: signal ?? new AbortController().signal, save });
    const { total, parked } = await texts.counts(database.read);
    return { total, failed: parked };
  }

  /** Takes in what changed and was not indexed yet. */
  async catchUp(signal?: AbortSignal): Promise<void> {
    const { database, index, indexer } = this.#parts;
    for (let after = 0; ; ) {
      const owners = await index.owners(database.read, after, ownersOfPage);
      for (const ownerId of owners) await indexer.finish(ownerId, signal);
      const last = owners.at(-1);
      if (last === undefined || owners.length < ownersOfPage) return;
      after = last;
    }
  }

  async #run({ state: begun, signal, save }: RunningJob<RebuildState>): Promise<void> {
    const { database, index, indexer, textIndexer } = this.#parts;
    let state = begun;
    if (state.phase === 'nuke') {
      await this.#clear(state.policies, signal);
      state = { ...state, phase: 'index' };
      await save(state, await this.#progress());
    }
    for (;;) {
      const owners = await index.owners(database.read, state.after, ownersOfPage);
      for (const ownerId of owners) {
        await indexer.restart(ownerId);
        await indexer.finish(ownerId, signal);
        state = { ...state, after: ownerId };
        await save(state, await this.#progress());
      }
      if (owners.length < ownersOfPage) break;
    }
    await textIndexer.run(signal);
    signal.throwIfAborted();
    await save(state, await this.#progress());
  }

  /** With policies only the contents of their files go, and nothing of the names. */
  async #clear(policies: readonly number[], signal: AbortSignal): Promise<void> {
    const { database, names, texts } = this.#parts;
    if (policies.length === 0) {
      await database.write(async (tx) => {
        await names.clear(tx);
        await texts.clear(tx);
      });
      return;
    }
    for (;;) {
      signal.throwIfAborted();
      const removed = await database.write(async (tx) => {
        const files = await texts.doneUnder(tx.db, policies);
        await texts.forget(tx, files);
        return files.length;
      });
      if (removed === 0) return;
    }
  }

  async #progress() {
    const { total, waiting, parked } = await this.#parts.texts.counts(this.#parts.database.read);
    return { total: { current: total - waiting, total }, failed: { current: parked, total } };
  }
}

function parseState(stored: unknown): RebuildState {
  const { phase, policies, after } = stored as Partial<RebuildState>;
  if (phase !== 'nuke' && phase !== 'index') throw new Error('no such phase');
  return { phase, policies: policies ?? [], after: after ?? 0 };
}
