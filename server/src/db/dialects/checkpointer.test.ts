import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../kernel/index.ts';
import { Checkpointer } from './checkpointer.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-checkpoint-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function commits(checkpointer: Checkpointer, count = 1_000): void {
  for (let i = 0; i < count; i++) checkpointer.committed();
}

it('goes on after its thread failed, and ends without it', async () => {
  const error = vi.fn();
  const path = join(folder, 'below', 'a.db');
  const checkpointer = new Checkpointer(path, async () => {}, { ...silentLog, error });
  commits(checkpointer);
  await vi.waitFor(() => expect(error).toHaveBeenCalledTimes(1), { timeout: 10_000 });

  mkdirSync(join(folder, 'below'));
  const handle = new BetterSqlite(path);
  handle.pragma('journal_mode = WAL');
  handle.pragma('wal_autocheckpoint = 0');
  handle.exec('create table t (x)');
  const left = () => (handle.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }])[0];
  await vi.waitFor(
    () => {
      commits(checkpointer);
      expect(left()).toMatchObject({ log: 2, checkpointed: 2 });
    },
    { timeout: 10_000 },
  );
  await checkpointer.close();
  handle.close();

  const hopeless = new Checkpointer(join(folder, 'nowhere', 'a.db'), async () => {}, { ...silentLog, error });
  commits(hopeless);
  await vi.waitFor(() => expect(error).toHaveBeenCalledTimes(2), { timeout: 10_000 });
  await hopeless.close();
});
