import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError } from '@canopy/contract';
import { expect, it } from 'vitest';
import { WalSync } from './wal-sync.ts';

it('never calls a failed flush a refusal: what was committed may come back after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'canopy-wal-'));
  try {
    const fd = openSync(join(folder, 'log'), 'w');
    const wal = new WalSync(fd);
    await wal.sync();
    closeSync(fd);
    const failure = await wal.sync().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SQLITE_IOERR_FSYNC', cause: { code: 'EBADF' } });
    expect(failure).not.toBeInstanceOf(ApiError);
    expect(wal.failure).toBe(failure);
    await expect(wal.sync()).rejects.toBe(failure);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
