import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { CanopyClient } from '@canopy/client';
import { FileUri } from '@canopy/contract';
import { Random } from '../../tests/lib/random.ts';

/** The URI of something in one's own files. */
export function my(...names: string[]): string {
  return FileUri.parse('cloudreve://my')
    .join(...names)
    .toString();
}

/** As many requests at a time as a busy browser has. */
const width = 8;

/** Does `work` for each item, some at a time. */
export async function forEach<Item>(items: Iterable<Item>, work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Files without content, in a folder of their own. */
export async function seedNames(client: CanopyClient, folder: string, names: Iterable<string>): Promise<void> {
  await client.mkdir(my(folder));
  await forEach(names, (name) => client.call('createFile', { body: { uri: my(folder, name), type: 'file' } }));
}

/** Writes a file of bytes that no compression shrinks. @returns its SHA-256 in hexadecimal */
export async function writeNoise(path: string, mebibytes: number): Promise<string> {
  const block = new Random(mebibytes).bytes(2 ** 20);
  const hash = createHash('sha256');
  const file = createWriteStream(path);
  for (let index = 0; index < mebibytes; index++) {
    /* Every block differs, so that blocks in the wrong order do not go unnoticed. */
    const piece = Buffer.from(block);
    piece.writeUInt32BE(index);
    hash.update(piece);
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  return hash.digest('hex');
}

/** SHA-256 of what the drive has under a URI, in hexadecimal. */
export async function hashOf(client: CanopyClient, uri: string): Promise<string> {
  const answer = await fetch(await client.downloadUrl(uri));
  if (!answer.ok || !answer.body) throw new Error(`The content of ${uri} answered ${answer.status}.`);
  const hash = createHash('sha256');
  for await (const piece of answer.body) hash.update(piece);
  return hash.digest('hex');
}
