import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import type { ByteSource } from './blob-store.ts';
import { type ZipEntry, zipArchive } from './zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'canopy-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* bytes(...pieces: Uint8Array[]): ByteSource {
  yield* pieces;
}

async function* list(...entries: ZipEntry[]): AsyncIterable<ZipEntry> {
  yield* entries;
}

const at = Date.UTC(2026, 1, 3, 4, 5, 6);
const entry = (name: string, text: string): ZipEntry => ({
  name,
  modifiedAt: at,
  size: Buffer.byteLength(text),
  open: async () => bytes(Buffer.from(text)),
});

async function write(name: string, entries: AsyncIterable<ZipEntry>): Promise<string> {
  const path = join(folder, name);
  await pipeline(Readable.from(zipArchive(entries)), createWriteStream(path));
  return path;
}

/** Names, sizes and texts as an independent reader finds them. */
function read(path: string, withText: boolean): Promise<{ name: string; size: number; text: string }[]> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: true }, (error, zip) => {
      if (error) return reject(error);
      const found: { name: string; size: number; text: string }[] = [];
      zip.on('error', reject);
      zip.on('end', () => resolve(found));
      zip.on('entry', (item: yauzl.Entry) => {
        const next = (text: string) => {
          found.push({ name: item.fileName, size: item.uncompressedSize, text });
          zip.readEntry();
        };
        if (!withText) return next('');
        zip.openReadStream(item, async (failed, stream) => {
          if (failed) return reject(failed);
          next(Buffer.concat(await stream.toArray()).toString());
        });
      });
      zip.readEntry();
    });
  });
}

/** `unzip -t` where the machine has it. */
function test(path: string): void {
  if (existsSync('/usr/bin/unzip')) execFileSync('/usr/bin/unzip', ['-tqq', path]);
}

describe('zipArchive', () => {
  it('is read by others: folders, Unicode names, empty files, no entries', async () => {
    const path = await write(
      'a.zip',
      list(entry('docs/森络.md', '# title'), entry('empty', ''), entry('b c.txt', 'x')),
    );
    expect(await read(path, true)).toEqual([
      { name: 'docs/森络.md', size: 7, text: '# title' },
      { name: 'empty', size: 0, text: '' },
      { name: 'b c.txt', size: 1, text: 'x' },
    ]);
    test(path);
    expect(await read(await write('none.zip', list()), true)).toEqual([]);
  });

  it('keeps times, leaves out what cannot be opened, and opens entries one at a time', async () => {
    const path = await write(
      't.zip',
      list(entry('a', '1'), { ...entry('gone', ''), open: async () => undefined }, entry('c', '3')),
    );
    expect((await read(path, false)).map((item) => item.name)).toEqual(['a', 'c']);
  });

  it('breaks rather than lie when an entry has another length', async () => {
    const wrong = { ...entry('a', 'abc'), size: 4 };
    await expect(write('wrong.zip', list(wrong))).rejects.toThrow('3 bytes instead of 4');
  });

  it('goes beyond 65,535 entries', async () => {
    async function* many(): AsyncIterable<ZipEntry> {
      for (let i = 0; i < 66_000; i++) yield entry(`f${i}`, '');
    }
    const path = await write('many.zip', many());
    const found = await read(path, false);
    expect(found.length).toBe(66_000);
    expect(found.at(-1)?.name).toBe('f65999');
  });

  it('goes beyond 4 GiB, in one entry and in the archive', async () => {
    // Nobody has the time to write so much: the headers are what matters, so the middle of the file stays a hole.
    const piece = new Uint8Array(64 * 1024 * 1024);
    const size = 65 * piece.length;
    const big: ZipEntry = {
      name: 'big.bin',
      modifiedAt: at,
      size,
      async open() {
        return (async function* () {
          for (let i = 0; i < 65; i++) yield piece;
        })();
      },
    };
    const path = join(folder, 'big.zip');
    writeFileSync(path, '');
    const { open } = await import('node:fs/promises');
    const file = await open(path, 'r+');
    let position = 0;
    for await (const part of zipArchive(list(big, entry('after.txt', 'behind 4 GiB')))) {
      if (part !== piece) await file.write(part, 0, part.length, position);
      position += part.length;
    }
    await file.close();
    const found = await read(path, false);
    expect(found.map(({ name, size: bytesOf }) => [name, bytesOf])).toEqual([
      ['big.bin', size],
      ['after.txt', 12],
    ]);
    expect(position).toBeGreaterThan(2 ** 32);
  });
});
