import { crc32 } from 'node:zlib';
import { ArchiveError, damaged } from './archive-error.ts';
import type { ByteFile } from './bytes.ts';
import { FileCursor } from './bytes.ts';
import { unpackLzma2 } from './lzma.ts';

const signature = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const headerLength = 12;
/** Bytes of the sum behind a block, by its kind. */
const sumLengths = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const lzma2 = 0x21;
const blockFlag = { filters: 3, packedSize: 0x40, unpackedSize: 0x80 };
/** The largest that `xz -9` asks for; more would be memory for nothing. */
const largestDictionary = 64 * 1024 * 1024;

/** What an xz holds, piece by piece. Sums of contents are not checked: whoever lists wants names. */
export async function* unpackXz(file: ByteFile): AsyncGenerator<Buffer> {
  const cursor = new FileCursor(file);
  do {
    const header = await cursor.take(headerLength);
    if (!header.subarray(0, 6).equals(signature)) throw damaged('it is no xz');
    if (crc32(header.subarray(6, 8)) !== header.readUInt32LE(8)) throw damaged('its beginning is broken');
    const sumLength = sumLengths[(header[7] as number) & 0x0f] as number;
    yield* unpackBlocks(cursor, sumLength);
  } while (await nextStream(cursor));
}

async function* unpackBlocks(cursor: FileCursor, sumLength: number): AsyncGenerator<Buffer> {
  for (;;) {
    const size = (await cursor.take(1))[0] as number;
    if (size === 0) return skipIndex(cursor);
    const rest = Buffer.from(await cursor.take(size * 4 + 3));
    if (crc32(rest.subarray(0, -4), crc32(Buffer.from([size]))) !== rest.readUInt32LE(rest.length - 4)) {
      throw damaged('the sum of a header is wrong');
    }
    const from = cursor.at;
    yield* unpackLzma2(cursor, dictionaryOf(rest));
    await cursor.skip(padding(cursor.at - from) + sumLength);
  }
}

/** Bytes of the dictionary of a block. @throws ArchiveError when it is packed otherwise than by LZMA2 alone */
function dictionaryOf(header: Buffer): number {
  const flags = header[0] as number;
  const numbers = new Numbers(header);
  if (flags & blockFlag.packedSize) numbers.next();
  if (flags & blockFlag.unpackedSize) numbers.next();
  if (flags & blockFlag.filters || numbers.next() !== lzma2 || numbers.next() !== 1) {
    throw new ArchiveError('unsupported', 'The archive is packed in an unusual way.');
  }
  const bits = numbers.next();
  const size = bits > 40 ? Number.POSITIVE_INFINITY : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (size > largestDictionary) throw new ArchiveError('unsupported', 'Unpacking the archive takes too much memory.');
  return size;
}

/** Numbers of seven bits a byte, behind the flags of a header. */
class Numbers {
  readonly #bytes: Buffer;
  #at = 1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): number {
    let value = 0;
    for (let i = 0; i < 9; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw damaged('a header is broken');
  }
}

/** Behind the blocks stands how long they are, which is known by now. */
async function skipIndex(cursor: FileCursor): Promise<void> {
  const from = cursor.at - 1;
  const number = async () => {
    let value = 0;
    for (let i = 0; i < 9; i++) {
      const byte = (await cursor.take(1))[0] as number;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw damaged('its index is broken');
  };
  for (let left = (await number()) * 2; left > 0; left--) await number();
  await cursor.skip(padding(cursor.at - from) + 4 + headerLength);
}

/** Streams may follow one another, with zeros between them. */
async function nextStream(cursor: FileCursor): Promise<boolean> {
  while (!(await cursor.atEnd())) {
    if ((await cursor.take(1))[0] !== 0) {
      cursor.at -= 1;
      return true;
    }
  }
  return false;
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
