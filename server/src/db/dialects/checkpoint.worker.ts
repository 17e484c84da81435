import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';

/**
 * Moves the write-ahead log into the database file, away from the event loop: a checkpoint waits for the
 * disk. Every message but `close` asks for one; the answer tells how much of the log is left.
 */
const handle = new BetterSqlite((workerData as { path: string }).path);
handle.pragma('synchronous = NORMAL');
handle.pragma('wal_autocheckpoint = 0');

parentPort?.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'close') {
    handle.close();
    parentPort?.close();
    return;
  }
  const [state] = handle.pragma('wal_checkpoint(PASSIVE)') as [{ busy: number; log: number; checkpointed: number }];
  parentPort?.postMessage(state);
});
