import { crc32 } from 'node:zlib';
import type { ByteSource } from './blob-store.ts';

/** One file of an archive. */
export interface ZipEntry {
  /** Path with slashes, without a leading one. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** Exact length of what `open` brings; told in advance so that the entry is 64-bit where it must be. */
  readonly size: number;
  /** Opens the bytes when their turn comes. Undefined = leave this entry out. */
  open(): Promise<ByteSource | undefined>;
}

const max16 = 0xffff;
const max32 = 0xffffffff;
/** Version 4.5 of the format, made on UNIX. */
const version64 = 45;
const version20 = 20;
const madeByUnix = 3 << 8;
/** Bit 3: sums follow the data; bit 11: names are UTF-8. */
const flags = 0x0808;
const regularFile = 0o100644;

interface Written {
  readonly name: Buffer;
  readonly modifiedAt: number;
  readonly offset: number;
  readonly size: number;
  readonly crc: number;
}

/**
 * A zip archive as a stream (PKWARE APPNOTE 6.3): entries are stored, not compressed, in the order given, each
 * followed by its sums. Entries of 4 GiB and more, archives of more than 65,535 entries or 4 GiB use the 64-bit
 * records (section 4.3.14), and only those, so that old programs read everything else.
 *
 * Nothing is held but the list of names. An entry that turns out shorter or longer than announced breaks the
 * stream: an archive that looks whole but is not would be worse.
 */
export async function* zipArchive(entries: AsyncIterable<ZipEntry>): ByteSource {
  const written: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const bytes = await entry.open();
    if (!bytes) continue;
    const name = Buffer.from(entry.name);
    const start = offset;
    const head = localHeader(entry, name);
    yield head;
    let size = 0;
    let crc = 0;
    for await (const piece of bytes) {
      size += piece.length;
      crc = crc32(piece, crc);
      yield piece;
    }
    if (size !== entry.size) throw new Error(`${entry.name} has ${size} bytes instead of ${entry.size}`);
    const sums = dataDescriptor(crc, size);
    yield sums;
    offset += head.length + size + sums.length;
    written.push({ name, modifiedAt: entry.modifiedAt, offset: start, size, crc });
  }
  let directorySize = 0;
  for (const entry of written) {
    const record = directoryRecord(entry);
    directorySize += record.length;
    yield record;
  }
  yield endRecords(written.length, directorySize, offset);
}

/** APPNOTE 4.3.7. Sums are zero here, or (64-bit) all ones, with an extra field that says how wide they are. */
function localHeader(entry: ZipEntry, name: Buffer): Buffer {
  const large = entry.size >= max32;
  const extra = large ? zip64Extra([0, 0]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(large ? version64 : version20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(0, 8);
  head.writeUInt32LE(dosTime(entry.modifiedAt), 10);
  head.writeUInt32LE(0, 14);
  head.writeUInt32LE(large ? max32 : 0, 18);
  head.writeUInt32LE(large ? max32 : 0, 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

/** APPNOTE 4.3.9. */
function dataDescriptor(crc: number, size: number): Buffer {
  const large = size >= max32;
  const sums = Buffer.alloc(large ? 24 : 16);
  sums.writeUInt32LE(0x08074b50, 0);
  sums.writeUInt32LE(crc, 4);
  if (large) {
    sums.writeBigUInt64LE(BigInt(size), 8);
    sums.writeBigUInt64LE(BigInt(size), 16);
  } else {
    sums.writeUInt32LE(size, 8);
    sums.writeUInt32LE(size, 12);
  }
  return sums;
}

/** APPNOTE 4.3.12. */
function directoryRecord(entry: Written): Buffer {
  const wide: number[] = [];
  if (entry.size >= max32) wide.push(entry.size, entry.size);
  if (entry.offset >= max32) wide.push(entry.offset);
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(madeByUnix | version64, 4);
  head.writeUInt16LE(wide.length > 0 ? version64 : version20, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt32LE(dosTime(entry.modifiedAt), 12);
  head.writeUInt32LE(entry.crc, 16);
  head.writeUInt32LE(Math.min(entry.size, max32), 20);
  head.writeUInt32LE(Math.min(entry.size, max32), 24);
  head.writeUInt16LE(entry.name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE((regularFile << 16) >>> 0, 38);
  head.writeUInt32LE(Math.min(entry.offset, max32), 42);
  return Buffer.concat([head, entry.name, extra]);
}

/** APPNOTE 4.3.14 to 4.3.16. */
function endRecords(count: number, directorySize: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(Math.min(directorySize, max32), 12);
  end.writeUInt32LE(Math.min(directoryOffset, max32), 16);
  if (count < max16 && directorySize < max32 && directoryOffset < max32) return end;
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(madeByUnix | version64, 12);
  wide.writeUInt16LE(version64, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(directorySize), 40);
  wide.writeBigUInt64LE(BigInt(directoryOffset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}

/** APPNOTE 4.5.3. */
function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [i, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + i * 8);
  return extra;
}

/** Two-second steps since 1980, the date in the upper half; UTC, as the format knows no zone. */
function dosTime(milliseconds: number): number {
  const earliest = Date.UTC(1980, 0, 1);
  const latest = Date.UTC(2107, 11, 31, 23, 59, 58);
  const time = new Date(Math.min(Math.max(milliseconds, earliest), latest));
  const date = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((date << 16) | clock) >>> 0;
}
