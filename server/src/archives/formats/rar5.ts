import { crc32 } from 'node:zlib';
import { ArchiveError, damaged } from './archive-error.ts';
import type { FileCursor } from './bytes.ts';
import { type Listing, windowsTime } from './listing.ts';

const kind = { main: 1, file: 2, service: 3, encryption: 4, end: 5 };
const headerFlag = { extra: 1, data: 2 };
const fileFlag = { directory: 1, time: 2, sum: 4, sizeUnknown: 8 };
const mainFlag = { volume: 1 };
const timeRecord = 3;
const timeFlag = { unix: 1, modified: 2 };
/** Longest header of the format. */
const longestHeader = 2 * 1024 * 1024;

/** Numbers of seven bits a byte, lowest first, as long as the top bit is set. */
class Reader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(length: number): Buffer {
    if (this.at + length > this.#bytes.length) throw damaged('a header ends too early');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  number(): number {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.take(1)[0] as number;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return Math.min(value, Number.MAX_SAFE_INTEGER);
    }
    throw damaged('a number is too long');
  }
}

/** Lists a rar of version 5 and later. */
export async function listRar5(cursor: FileCursor, listing: Listing): Promise<void> {
  while (!(await cursor.atEnd())) {
    const sum = (await cursor.take(4)).readUInt32LE(0);
    const { length, bytes } = await readLength(cursor);
    const body = await cursor.take(length);
    if (crc32(body, crc32(bytes)) !== sum) throw damaged('the sum of a header is wrong');
    const reader = new Reader(body);
    const type = reader.number();
    const flags = reader.number();
    const extra = flags & headerFlag.extra ? reader.number() : 0;
    const data = flags & headerFlag.data ? reader.number() : 0;
    if (type === kind.encryption) throw new ArchiveError('encrypted', 'The directory of the archive is encrypted.');
    if (type === kind.end) return;
    if (type === kind.main && reader.number() & mainFlag.volume) {
      throw new ArchiveError('unsupported', 'The archive is a part of several: it cannot be listed.');
    }
    if (type === kind.file) addFile(reader, body.subarray(Math.max(0, body.length - extra)), listing);
    await cursor.skip(data);
  }
}

/** The length of a header, and the bytes that it is told in: its sum counts them. */
async function readLength(cursor: FileCursor): Promise<{ length: number; bytes: Buffer }> {
  const told: number[] = [];
  do told.push((await cursor.take(1))[0] as number);
  while ((told.at(-1) as number) >= 0x80 && told.length < 3);
  const bytes = Buffer.from(told);
  const length = new Reader(bytes).number();
  if (length < 2 || length > longestHeader) throw damaged('a header has an impossible length');
  return { length, bytes };
}

function addFile(reader: Reader, extra: Buffer, listing: Listing): void {
  const flags = reader.number();
  const size = reader.number();
  reader.number();
  let modifiedAt = flags & fileFlag.time ? reader.take(4).readUInt32LE(0) * 1000 : undefined;
  if (flags & fileFlag.sum) reader.take(4);
  reader.number();
  reader.number();
  const name = reader.take(reader.number()).toString('utf8');
  modifiedAt = timeIn(extra) ?? modifiedAt;
  const isDirectory = (flags & fileFlag.directory) !== 0;
  listing.add({ name, size: isDirectory || flags & fileFlag.sizeUnknown ? 0 : size, modifiedAt, isDirectory });
}

/** A better time, from the records behind a header. */
function timeIn(extra: Buffer): number | undefined {
  const reader = new Reader(extra);
  while (reader.at < extra.length) {
    const record = new Reader(reader.take(reader.number()));
    if (record.number() !== timeRecord) continue;
    const flags = record.number();
    if (!(flags & timeFlag.modified)) return undefined;
    if (flags & timeFlag.unix) return record.take(4).readUInt32LE(0) * 1000;
    const time = record.take(8);
    return windowsTime(time.readUInt32LE(0), time.readUInt32LE(4));
  }
  return undefined;
}
