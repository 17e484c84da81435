import { randomBytes } from 'node:crypto';
import { ErrorCode } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../kernel/index.ts';
import { describeBlobStore, inPieces } from '../../conformance.ts';
import { BlobKeys } from '../../keys.ts';
import { type Fault, MemoryDisk, openMemoryStore } from './index.ts';

describeBlobStore('memory', async () => ({ store: openMemoryStore(), close: async () => {} }));

const faults: readonly Fault[] = ['EIO', 'ENOSPC', 'EMFILE', 'EDQUOT', 'short'];
const bytes = randomBytes(2_300_000);
const chunk = 1_000_000;

describe('a disk that breaks', () => {
  const keys = new BlobKeys(systemClock);

  async function put(disk: MemoryDisk): Promise<string> {
    const key = keys.next();
    await openMemoryStore(disk).put(key, inPieces(bytes), { size: bytes.length });
    return key;
  }

  async function assemble(disk: MemoryDisk): Promise<string> {
    const key = keys.next();
    const store = openMemoryStore(disk);
    await store.begin(key, bytes.length);
    for (const i of [2, 0, 1]) {
      const piece = bytes.subarray(i * chunk, (i + 1) * chunk);
      await store.writeAt(key, i * chunk, piece.length, inPieces(piece));
    }
    await store.commit(key, bytes.length);
    return key;
  }

  async function content(disk: MemoryDisk, key: string): Promise<Buffer> {
    const blob = await openMemoryStore(disk).open(key);
    const pieces: Uint8Array[] = [];
    for await (const piece of blob.read(0, blob.size)) pieces.push(piece);
    await blob.close();
    return Buffer.concat(pieces);
  }

  describe.each([
    ['put', put],
    ['chunks', assemble],
  ])('%s', (_name, write) => {
    it('keeps what was acknowledged when the power goes', async () => {
      const disk = new MemoryDisk();
      const key = await write(disk);
      disk.cutPower();
      expect((await content(disk, key)).equals(bytes)).toBe(true);
    });

    it.each(faults)('%s at any call: a clear error or the whole blob, and no descriptor left open', async (fault) => {
      for (let n = 1; ; n++) {
        const disk = new MemoryDisk();
        disk.failCall(n, fault);
        let failed: unknown;
        let key: string | undefined;
        try {
          key = await write(disk);
        } catch (error) {
          failed = error;
        }
        const reached = disk.calls >= n;
        disk.heal();
        expect(disk.openFiles, `call ${n}`).toBe(0);
        if (key === undefined) {
          expect(failed, `call ${n}`).toMatchObject({ code: ErrorCode.IO_FAILED });
          for await (const item of openMemoryStore(disk).items()) {
            // The whole blob may stay when the very last step failed, pieces until they are aborted; both are garbage.
            if (item.kind === 'blob') expect((await content(disk, item.key)).equals(bytes), `call ${n}`).toBe(true);
          }
        } else {
          disk.cutPower();
          expect((await content(disk, key)).equals(bytes), `call ${n}`).toBe(true);
        }
        if (!reached) break;
      }
    });

    it('power cut before any call: no half blob is ever visible', async () => {
      const total = new MemoryDisk();
      await write(total);
      for (let n = 1; n <= total.calls; n++) {
        const disk = new MemoryDisk();
        disk.failCall(n, 'EIO');
        await write(disk).catch(() => {});
        disk.heal();
        disk.cutPower();
        for await (const item of openMemoryStore(disk).items()) {
          if (item.kind === 'blob') expect((await content(disk, item.key)).equals(bytes), `call ${n}`).toBe(true);
        }
      }
    });
  });

  it('a piece whose sync failed can be sent again', async () => {
    const disk = new MemoryDisk();
    const store = openMemoryStore(disk);
    const key = keys.next();
    await store.writeAt(key, 0, chunk, inPieces(bytes.subarray(0, chunk)));
    const calls = disk.calls;
    await store.writeAt(key, chunk, chunk, inPieces(bytes.subarray(chunk, 2 * chunk)));
    const perPiece = disk.calls - calls;
    for (let n = 1; n <= perPiece; n++) {
      disk.failCall(n, 'EIO');
      await store
        .writeAt(key, 2 * chunk, bytes.length - 2 * chunk, inPieces(bytes.subarray(2 * chunk)))
        .catch((error: unknown) => expect(error).toMatchObject({ code: ErrorCode.IO_FAILED }));
      disk.heal();
    }
    await store.writeAt(key, 2 * chunk, bytes.length - 2 * chunk, inPieces(bytes.subarray(2 * chunk)));
    await store.commit(key, bytes.length);
    disk.cutPower();
    expect((await content(disk, key)).equals(bytes)).toBe(true);
  });
});
