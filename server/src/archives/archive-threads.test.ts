import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApiError } from '@canopy/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenBlob } from '../blobs/index.ts';
import { ArchiveThreads } from './archive-threads.ts';
import { zipOf } from './formats/crafted.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-archives-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface TestBlob extends OpenBlob {
  /** Bytes that were read. */
  read$: number;
}

/** In small pieces, from one buffer that is used again and again. */
function blobOf(bytes: Buffer): TestBlob {
  const piece = Buffer.alloc(1000);
  const blob = {
    size: bytes.length,
    read$: 0,
    async *read(start: number, end: number) {
      for (let at = start; at < end; at += piece.length) {
        const length = bytes.copy(piece, 0, at, Math.min(end, at + piece.length));
        blob.read$ += length;
        yield piece.subarray(0, length);
      }
    },
    async close() {},
  };
  return blob;
}

function program(text: string): URL {
  const path = join(folder, `${Math.random()}.mjs`);
  writeFileSync(path, `import { parentPort, workerData } from 'node:worker_threads';\n${text}`);
  return pathToFileURL(path);
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    ({ code, message }: ApiError) => ({ code, message }),
  );
const list = async (threads: ArchiveThreads, blob: OpenBlob, who = 1) =>
  threads.list(who, async () => blob, 'zip', undefined);
const entries = Array.from({ length: 3000 }, (_, i) => ({ name: `folder/file-${i}`, size: i }));

it('read the directory of an archive and no more of it', async () => {
  const before = Buffer.alloc(5_000_000, 7);
  const blob = blobOf(zipOf(entries, { before, directoryStart: before.length }));
  const json = await list(new ArchiveThreads(), blob);
  const { files } = JSON.parse(Buffer.from(json).toString());
  expect(files.map(({ name, size }: { name: string; size: number }) => ({ name, size }))).toEqual(entries);
  expect(blob.read$).toBeLessThan(400_000);
});

it('wait for one another, and all are served', async () => {
  const threads = new ArchiveThreads();
  const blob = blobOf(zipOf(entries.slice(0, 3)));
  const all = await Promise.all(Array.from({ length: 7 }, (_, who) => list(threads, blob, who)));
  expect(new Set(all.map((json) => Buffer.from(json).toString())).size).toBe(1);
});

it('tell why an archive cannot be listed', async () => {
  const limits = { entries: 2, directoryBytes: 1e6, jsonBytes: 1e6, unpackedBytes: 1e6 };
  const threads = new ArchiveThreads({ limits });
  expect(await errorOf(list(threads, blobOf(zipOf(entries))))).toMatchObject({ code: 40049 });
  expect(await errorOf(list(threads, blobOf(Buffer.alloc(100))))).toMatchObject({ code: 50004 });
  const gone: OpenBlob = {
    ...blobOf(zipOf([])),
    // biome-ignore lint/correctness/useYield: it fails before its first piece
    async *read() {
      throw new Error('gone');
    },
  };
  await expect(list(threads, gone)).rejects.toThrow();
});

it.each([
  ['hang', 'setInterval(() => {}, 1000);'],
  ['run for ever', 'for (;;);'],
  ['die', "throw new Error('died');"],
  ['end without an answer', 'process.exit(0);'],
  ['take all memory', 'const all = []; for (;;) all.push(new Array(100000).fill({}));'],
  ['ask for what is not there', "parentPort.postMessage({ kind: 'read', start: 0, end: 5000000 });"],
  ['ask for a place before it', "parentPort.postMessage({ kind: 'read', start: -1, end: 1 });"],
  ['ask for no place', "parentPort.postMessage({ kind: 'read', start: NaN, end: 1 });"],
])(
  'that %s are ended, and the next archive is served',
  async (_, text) => {
    const threads = new ArchiveThreads({ patienceMs: 300, program: program(text) });
    const blob = blobOf(zipOf(entries.slice(0, 3)));
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => errorOf(list(threads, blob))));
    expect(outcomes.map((outcome) => outcome?.code)).toEqual([50004, 50004, 50004]);
  },
  20_000,
);

it('are not all for one person: he is told at once that he waits for enough, and others are served', async () => {
  const threads = new ArchiveThreads({ patienceMs: 300, program: program('setInterval(() => {}, 1000);') });
  const blob = blobOf(zipOf([]));
  const order: string[] = [];
  const ask = (who: number, what: string) => errorOf(list(threads, blob, who)).finally(() => order.push(what));
  const asked = Array.from({ length: 7 }, (_, index) => ask(1, `one ${index}`));
  asked.push(ask(2, 'two'));
  expect((await Promise.all(asked)).map((error) => error?.message.split(' ')[0])).toEqual([
    ...Array.from({ length: 6 }, () => 'It'),
    ...['You', 'It'],
  ]);
  expect(order[0]).toBe('one 6');
  expect(order.indexOf('two')).toBeLessThan(order.indexOf('one 4'));
}, 20_000);

it('are ended with the server, and refuse who comes later', async () => {
  const threads = new ArchiveThreads({ program: program('setInterval(() => {}, 1000);') });
  const blob = blobOf(zipOf([]));
  const waiting = Promise.all(Array.from({ length: 4 }, () => errorOf(list(threads, blob))));
  await threads.close();
  expect((await waiting).map((outcome) => outcome?.code)).toEqual([50004, 50004, 50004, 50004]);
});
