import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ErrorCode } from '@canopy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../kernel/index.ts';
import { BlobMissingError, type BlobStore, type ByteSource } from './blob-store.ts';
import { verifyChecksum } from './checksum.ts';
import { BlobKeys } from './keys.ts';

/** The promises of blob-store.ts as tests. Every driver runs them, and adds tests of its own only for the rest. */
export function describeBlobStore(
  name: string,
  openStore: () => Promise<{ store: BlobStore; close(): Promise<void> }>,
): void {
  describe(`blob store: ${name}`, () => {
    const keys = new BlobKeys(systemClock);
    let store: BlobStore;
    let close: () => Promise<void>;

    beforeAll(async () => ({ store, close } = await openStore()));
    afterAll(() => close());

    async function readAll(key: string, start = 0, end?: number): Promise<Buffer> {
      const blob = await store.open(key);
      try {
        const pieces: Uint8Array[] = [];
        for await (const piece of blob.read(start, end ?? blob.size)) pieces.push(piece);
        return Buffer.concat(pieces);
      } finally {
        await blob.close();
      }
    }

    async function itemsOf(key: string): Promise<string[]> {
      const kinds: string[] = [];
      for await (const item of store.items()) if (item.key === key) kinds.push(item.kind);
      return kinds.sort();
    }

    describe('writer', () => {
      it.each([0, 1, 1000, 1024 * 1024, 3 * 1024 * 1024 + 17])('keeps %i bytes with their checksum', async (size) => {
        const bytes = randomBytes(size);
        const key = keys.next();
        const stored = await store.put(key, inPieces(bytes), { size });
        expect(stored).toEqual({ size, checksum: `sha256:${createHash('sha256').update(bytes).digest('hex')}` });
        expect(await store.stat(key)).toMatchObject({ size });
        expect((await readAll(key)).equals(bytes)).toBe(true);
      });

      it('takes a source of unknown length', async () => {
        const key = keys.next();
        expect(await store.put(key, inPieces(Buffer.from('hello')), { maxSize: 5 })).toMatchObject({ size: 5 });
      });

      it('refuses a source that is longer than allowed and leaves nothing', async () => {
        const key = keys.next();
        await expect(store.put(key, inPieces(randomBytes(3_000_000)), { maxSize: 2_999_999 })).rejects.toMatchObject({
          code: ErrorCode.FILE_TOO_LARGE,
        });
        expect(await itemsOf(key)).toEqual([]);
      });

      it('refuses a source that is too short and leaves nothing', async () => {
        const key = keys.next();
        await expect(store.put(key, inPieces(randomBytes(9)), { size: 10 })).rejects.toMatchObject({
          code: ErrorCode.IO_FAILED,
        });
        expect(await store.stat(key)).toBeUndefined();
        expect(await itemsOf(key)).toEqual([]);
      });

      it('does not read beyond the length', async () => {
        const key = keys.next();
        await store.put(key, inPieces(Buffer.from('hello world')), { size: 5 });
        expect((await readAll(key)).toString()).toBe('hello');
      });

      it('leaves nothing when the source breaks', async () => {
        const key = keys.next();
        async function* broken(): ByteSource {
          yield randomBytes(2_000_000);
          throw new Error('connection reset');
        }
        await expect(store.put(key, broken(), { size: 4_000_000 })).rejects.toThrow();
        expect(await itemsOf(key)).toEqual([]);
      });

      it('shows a blob only when it is whole', async () => {
        const key = keys.next();
        let seen: unknown = 'not looked';
        async function* looking(): ByteSource {
          yield randomBytes(1_500_000);
          await setImmediate();
          seen = await store.stat(key);
          yield randomBytes(1_500_000);
        }
        await store.put(key, looking(), { size: 3_000_000 });
        expect(seen).toBeUndefined();
      });
    });

    describe('reader', () => {
      const bytes = randomBytes(700_001);
      const key = keys.next();
      beforeAll(async () => {
        await store.put(key, inPieces(bytes), { size: bytes.length });
      });

      it.each([
        [0, 1],
        [0, 0],
        [262_143, 262_145],
        [500_000, 700_001],
        [700_000, 700_001],
      ])('reads bytes %i to %i', async (start, end) => {
        expect((await readAll(key, start, end)).equals(bytes.subarray(start, end))).toBe(true);
      });

      it('keeps pieces as they are, or until the next one where that is enough', async () => {
        for (const reuse of [false, true]) {
          const blob = await store.open(key);
          const kept: Uint8Array[] = [];
          let at = 0;
          for await (const piece of blob.read(0, blob.size, { reuse })) {
            expect(bytes.subarray(at, at + piece.length).equals(piece)).toBe(true);
            at += piece.length;
            kept.push(piece);
          }
          await blob.close();
          if (!reuse) expect(Buffer.concat(kept).equals(bytes)).toBe(true);
        }
      });

      it('says what is missing', async () => {
        const missing = keys.next();
        expect(await store.stat(missing)).toBeUndefined();
        await expect(store.open(missing)).rejects.toBeInstanceOf(BlobMissingError);
      });

      it('fails rather than ends early', async () => {
        await expect(readAll(key, 0, bytes.length + 1)).rejects.toMatchObject({ code: ErrorCode.IO_FAILED });
      });

      it('reads on when the blob is removed meanwhile', async () => {
        const doomed = keys.next();
        await store.put(doomed, inPieces(bytes), { size: bytes.length });
        const blob = await store.open(doomed);
        await store.remove(doomed);
        const pieces: Uint8Array[] = [];
        for await (const piece of blob.read(0, blob.size)) pieces.push(piece);
        await blob.close();
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      });

      it('refuses keys that are none', async () => {
        for (const bad of ['../../etc/passwd', '', '/etc/passwd', `${key}/..`, `${key}\0`, `${key}.part`]) {
          await expect(store.open(bad)).rejects.toThrow('not a blob key');
          await expect(store.remove(bad)).rejects.toThrow('not a blob key');
        }
      });
    });

    describe('assembler', () => {
      it('takes pieces in any order, at the same time and again', async () => {
        const bytes = randomBytes(2_500_000);
        const key = keys.next();
        const chunk = 1_000_000;
        await store.begin(key, bytes.length);
        const piece = (i: number) => bytes.subarray(i * chunk, (i + 1) * chunk);
        const write = (i: number) => store.writeAt(key, i * chunk, piece(i).length, inPieces(piece(i)));
        await write(2);
        const sums = await Promise.all([write(0), write(1)]);
        expect(sums[0]).toBe(createHash('sha256').update(piece(0)).digest('hex'));
        await write(2);
        expect(await store.stat(key)).toBeUndefined();
        expect(await itemsOf(key)).toEqual(['pieces']);
        await store.commit(key, bytes.length);
        await store.commit(key, bytes.length);
        expect((await readAll(key)).equals(bytes)).toBe(true);
        expect(await itemsOf(key)).toEqual(['blob']);
      });

      it('refuses a piece that is too short, which may then come again', async () => {
        const key = keys.next();
        await store.begin(key, 10);
        await expect(store.writeAt(key, 0, 10, inPieces(Buffer.from('short')))).rejects.toMatchObject({
          code: ErrorCode.IO_FAILED,
        });
        await store.writeAt(key, 0, 10, inPieces(Buffer.from('0123456789')));
        await store.commit(key, 10);
        expect((await readAll(key)).toString()).toBe('0123456789');
      });

      it('does not commit what is not as long as it should be', async () => {
        const key = keys.next();
        await store.begin(key, 20);
        await store.writeAt(key, 0, 10, inPieces(Buffer.from('0123456789')));
        await expect(store.commit(key, 20)).rejects.toMatchObject({ code: ErrorCode.IO_FAILED });
        expect(await store.stat(key)).toBeUndefined();
        await store.abort(key);
      });

      it('aborts, also what never began', async () => {
        const key = keys.next();
        await store.abort(key);
        await store.begin(key, 10);
        await store.writeAt(key, 0, 10, inPieces(Buffer.from('0123456789')));
        await store.abort(key);
        await store.abort(key);
        expect(await itemsOf(key)).toEqual([]);
        await expect(store.commit(key, 10)).rejects.toMatchObject({ code: ErrorCode.IO_FAILED });
      });
    });

    describe('remover and enumerator', () => {
      it('removes, and takes what is gone as removed', async () => {
        const key = keys.next();
        await store.put(key, inPieces(Buffer.from('x')), { size: 1 });
        await store.remove(key);
        await store.remove(key);
        expect(await store.stat(key)).toBeUndefined();
      });

      it('lists what it holds and removes by item', async () => {
        const key = keys.next();
        await store.put(key, inPieces(Buffer.from('x')), { size: 1 });
        for await (const item of store.items()) {
          if (item.key !== key) continue;
          expect(item).toMatchObject({ kind: 'blob', size: 1 });
          await store.removeItem(item);
        }
        expect(await itemsOf(key)).toEqual([]);
      });
    });

    it('verifies checksums of both forms', async () => {
      const key = keys.next();
      const bytes = randomBytes(600_000);
      const { checksum } = await store.put(key, inPieces(bytes), { size: bytes.length });
      const blob = await store.open(key);
      try {
        expect(await verifyChecksum(blob, checksum)).toBe(true);
        expect(await verifyChecksum(blob, `sha256:${'0'.repeat(64)}`)).toBe(false);
        const sums = [bytes.subarray(0, 400_000), bytes.subarray(400_000)];
        const binary = sums.map((sum) => createHash('sha256').update(sum).digest());
        const whole = createHash('sha256').update(Buffer.concat(binary)).digest('hex');
        expect(await verifyChecksum(blob, `sha256:400000:${whole}`)).toBe(true);
        expect(await verifyChecksum(blob, `sha256:300000:${whole}`)).toBe(false);
      } finally {
        await blob.close();
      }
    });
  });
}

/** As a connection would bring it. */
export async function* inPieces(bytes: Uint8Array, pieceSize = 65_536): ByteSource {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}
