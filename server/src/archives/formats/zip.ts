import { crc32 } from 'node:zlib';
import { ArchiveError, damaged } from './archive-error.ts';
import { type ByteFile, uint64 } from './bytes.ts';
import { dosTime, type Listing, tooLarge, windowsTime } from './listing.ts';
import { type NameDecoder, nameDecoder } from './name-encodings.ts';

const signature = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
const endLength = 22;
const entryLength = 46;
const longestComment = 0xffff;
/** Fields of 32 or 16 bits say with it that the real value stands elsewhere. */
const [elsewhere, elsewhereShort] = [0xffff_ffff, 0xffff];
const flag = { encryptedDirectory: 1 << 13, utf8: 1 << 11 };
const madeBy = { dos: 0, unix: 3 };

/** Where the directory of a zip lies, and what it is said to have. */
interface Directory {
  readonly start: number;
  readonly length: number;
  readonly entries: number;
}

/** One record of the directory; name and extra fields are parts of it. */
interface Found {
  readonly flags: number;
  readonly host: number;
  readonly name: Buffer;
  readonly extra: Buffer;
  readonly size: number;
  readonly attributes: number;
  readonly date: number;
  readonly time: number;
}

/** Lists a zip from the directory at its end. What the entries hold is never looked at. */
export async function listZip(file: ByteFile, listing: Listing, encoding: string | undefined): Promise<void> {
  const directory = await findDirectory(file);
  listing.expect(directory.entries);
  if (directory.length > listing.limits.directoryBytes) throw tooLarge('a directory that is too long');
  const bytes = await file.read(directory.start, directory.start + directory.length);
  const found: Found[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length || bytes.readUInt32LE(at) !== signature.entry) {
      // What follows the last entry may be a digital signature, which nobody makes any more.
      if (found.length === directory.entries) break;
      throw damaged('its directory is broken');
    }
    const record = readRecord(bytes, at);
    found.push(record);
    listing.expect(found.length);
    at += entryLength + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  // Programs that know no zip64 count modulo 65,536.
  if ((found.length - directory.entries) % 65_536 !== 0) throw damaged('entries of its directory are missing');
  if (found.some(({ flags }) => flags & flag.encryptedDirectory)) {
    throw new ArchiveError('encrypted', 'The directory of the archive is encrypted.');
  }
  const unmarked = found.filter(({ flags }) => !(flags & flag.utf8)).map(({ name }) => name);
  const decode = nameDecoder(encoding, unmarked);
  for (const record of found) addRecord(listing, record, decode);
}

async function findDirectory(file: ByteFile): Promise<Directory> {
  const tailStart = Math.max(0, file.size - endLength - longestComment);
  const tail = await file.read(tailStart, file.size);
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== signature.end) continue;
    // The comment goes to the end of the file: bytes that only look like the signature do not fit.
    if (at + endLength + tail.readUInt16LE(at + 20) !== tail.length) continue;
    return readEnd(file, tail.subarray(at), tailStart + at);
  }
  throw damaged('it has no directory, or is no zip');
}

async function readEnd(file: ByteFile, end: Buffer, endAt: number): Promise<Directory> {
  const told = { entries: end.readUInt16LE(10), length: end.readUInt32LE(12), start: end.readUInt32LE(16) };
  const wide = told.entries === elsewhereShort || told.length === elsewhere || told.start === elsewhere;
  const far = wide ? await readEnd64(file, endAt) : undefined;
  const disk = far ? far.disk : end.readUInt16LE(4);
  if (disk !== 0) throw new ArchiveError('unsupported', 'The archive is a part of several: it cannot be listed.');
  const { entries, length, start } = far ?? told;
  const before = far?.at ?? endAt;
  if (length > before) throw damaged('its directory is longer than itself');
  // Something may stand before the archive (a program that unpacks it): then all places are shifted.
  return { entries, length, start: start + length <= before ? before - length : raise() };
}

function raise(): never {
  throw damaged('its directory lies outside of it');
}

async function readEnd64(
  file: ByteFile,
  endAt: number,
): Promise<(Directory & { readonly at: number; readonly disk: number }) | undefined> {
  const locatorAt = endAt - 20;
  if (locatorAt < 0) return undefined;
  const locator = await file.read(locatorAt, endAt);
  if (locator.readUInt32LE(0) !== signature.locator64) return undefined;
  // It normally stands right before its locator; the place that is told is shifted when something stands before.
  for (const at of [locatorAt - 56, uint64(locator, 8)]) {
    if (at < 0 || at + 56 > file.size) continue;
    const end = await file.read(at, at + 56);
    if (end.readUInt32LE(0) !== signature.end64) continue;
    return {
      at,
      disk: end.readUInt32LE(16),
      entries: uint64(end, 32),
      length: uint64(end, 40),
      start: uint64(end, 48),
    };
  }
  throw damaged('its zip64 directory is missing');
}

function readRecord(bytes: Buffer, at: number): Found {
  if (at + entryLength > bytes.length) throw damaged('its directory ends too early');
  const nameAt = at + entryLength;
  const extraAt = nameAt + bytes.readUInt16LE(at + 28);
  const end = extraAt + bytes.readUInt16LE(at + 30);
  if (end + bytes.readUInt16LE(at + 32) > bytes.length) throw damaged('its directory ends too early');
  return {
    flags: bytes.readUInt16LE(at + 8),
    host: bytes.readUInt8(at + 5),
    name: bytes.subarray(nameAt, extraAt),
    extra: bytes.subarray(extraAt, end),
    size: bytes.readUInt32LE(at + 24),
    attributes: bytes.readUInt32LE(at + 38),
    date: bytes.readUInt16LE(at + 14),
    time: bytes.readUInt16LE(at + 12),
  };
}

function addRecord(listing: Listing, record: Found, decode: NameDecoder): void {
  const told = readExtra(record);
  let name = told.name ?? (record.flags & flag.utf8 ? record.name.toString('utf8') : decode(record.name));
  // Some programs of Windows separate folders as Windows does.
  if (record.host === madeBy.dos && !name.includes('/')) name = name.replaceAll('\\', '/');
  const dosFolder = (record.attributes & 0x10) !== 0;
  const unixFolder = record.host === madeBy.unix && record.attributes >>> 28 === 4;
  listing.add({
    name,
    size: told.size ?? record.size,
    modifiedAt: told.modifiedAt ?? dosTime(record.date, record.time),
    isDirectory: name.endsWith('/') || dosFolder || unixFolder,
  });
}

interface Extra {
  size?: number;
  name?: string;
  modifiedAt?: number;
}

/** Fields that say better what the record says: sizes of 64 bits, names in UTF-8, times with a zone. */
function readExtra({ extra, name, size }: Found): Extra {
  const told: Extra = {};
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    // What is left does not fit: a habit of some programs, and nothing that is needed.
    if (end > extra.length) break;
    const field = extra.subarray(at + 4, end);
    switch (extra.readUInt16LE(at)) {
      case 0x0001:
        if (size === elsewhere && field.length >= 8) told.size = uint64(field, 0);
        break;
      case 0x5455:
        if (field.length >= 5 && field.readUInt8(0) & 1) told.modifiedAt = field.readInt32LE(1) * 1000;
        break;
      case 0x000a:
        if (field.length >= 16 && field.readUInt16LE(4) === 1 && told.modifiedAt === undefined) {
          told.modifiedAt = windowsTime(field.readUInt32LE(8), field.readUInt32LE(12));
        }
        break;
      case 0x7075:
        // Only while it belongs to this name: a program that knows it not may have changed the name.
        if (field.length > 5 && field.readUInt8(0) === 1 && field.readUInt32LE(1) === crc32(name)) {
          told.name = field.toString('utf8', 5);
        }
        break;
      default:
    }
    at = end;
  }
  return told;
}
