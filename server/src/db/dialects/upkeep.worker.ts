import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import type { LogState, UpkeepAnswer, UpkeepRequest } from './upkeep-protocol.ts';

/**
 * Pages of a full-text index that one transaction writes anew: some milliseconds, for which other writers wait.
 * Terms of deleted rows alone are read and not written, so that the work is not bounded by it strictly.
 */
const pagesOfMerge = 32;

/**
 * Keeps the file of the embedded database in order, away from the event loop: moves the write-ahead log into it, which
 * waits for the disk, and merges the pieces that full-text indexes grow by.
 */
const port = parentPort as MessagePort;
const handle = new BetterSqlite((workerData as { path: string }).path, { timeout: 5_000 });
handle.pragma('synchronous = NORMAL');
handle.pragma('wal_autocheckpoint = 0');
handle.pragma('cache_size = -4096');
const changes = handle.prepare<[], number>('select total_changes()').pluck();

port.on('message', (request: UpkeepRequest) => {
  if (request === 'close') {
    handle.close();
    port.close();
    return;
  }
  port.postMessage(answer(request));
});

function answer(request: 'checkpoint' | 'merge'): UpkeepAnswer {
  try {
    return request === 'checkpoint' ? { log: checkpoint() } : { merged: merge() };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return { error: { message, code } };
  }
}

function checkpoint(): LogState {
  const [state] = handle.pragma('wal_checkpoint(PASSIVE)') as [LogState];
  return { log: state.log, checkpointed: state.checkpointed };
}

/** One piece of work on each full-text index. */
function merge(): boolean {
  let merged = false;
  for (const table of indexes()) {
    const before = changes.get() ?? 0;
    handle.exec(`insert into ${table} (${table}, rank) values ('merge', ${pagesOfMerge})`);
    // The statement itself counts as one.
    if ((changes.get() ?? 0) - before >= 2) merged = true;
  }
  return merged;
}

function indexes(): string[] {
  const sql = "select name from sqlite_master where type = 'table' and sql like 'create virtual table % using fts5(%'";
  return handle.prepare<[], string>(sql).pluck().all();
}
