import { crc32 } from 'node:zlib';
import { ArchiveError, damaged } from './archive-error.ts';
import type { FileCursor } from './bytes.ts';
import { dosTime, type Listing } from './listing.ts';
import { nameDecoder } from './name-encodings.ts';

const kind = { main: 0x73, file: 0x74, end: 0x7b };
const blockFlag = { data: 0x8000 };
const mainFlag = { volume: 0x0001, encrypted: 0x0080 };
const fileFlag = { large: 0x0100, unicode: 0x0200, directory: 0x00e0 };
const headLength = 7;
/** What every file has before its name. */
const fixedLength = 25;

/** Lists a rar of the versions 1.5 to 4. */
export async function listRar4(cursor: FileCursor, listing: Listing): Promise<void> {
  while (!(await cursor.atEnd())) {
    const head = Buffer.from(await cursor.take(headLength));
    const [sum, type, flags, length] = [head.readUInt16LE(0), head[2], head.readUInt16LE(3), head.readUInt16LE(5)];
    if (length < headLength) throw damaged('a header has an impossible length');
    const body = Buffer.from(await cursor.take(length - headLength));
    if ((crc32(body, crc32(head.subarray(2))) & 0xffff) !== sum) throw damaged('the sum of a header is wrong');
    if (type === kind.end) return;
    if (type === kind.main && flags & mainFlag.encrypted) {
      throw new ArchiveError('encrypted', 'The directory of the archive is encrypted.');
    }
    if (type === kind.main && flags & mainFlag.volume) {
      throw new ArchiveError('unsupported', 'The archive is a part of several: it cannot be listed.');
    }
    if (type === kind.file) await cursor.skip(addFile(body, flags, listing));
    else if (flags & blockFlag.data) await cursor.skip(uint32(body, 0));
  }
}

/** @returns bytes of the packed content */
function addFile(body: Buffer, flags: number, listing: Listing): number {
  if (body.length < fixedLength) throw damaged('a header ends too early');
  const [packed, size, time, nameLength, attributes] = [
    uint32(body, 0),
    uint32(body, 4),
    uint32(body, 13),
    body.readUInt16LE(19),
    uint32(body, 21),
  ];
  const large = (flags & fileFlag.large) !== 0;
  const [packedHigh, sizeHigh] = large ? [uint32(body, 25), uint32(body, 29)] : [0, 0];
  const nameAt = fixedLength + (large ? 8 : 0);
  if (nameAt + nameLength > body.length) throw damaged('a header ends too early');
  const raw = body.subarray(nameAt, nameAt + nameLength);
  const isDirectory = (flags & fileFlag.directory) === fileFlag.directory || (attributes & 0x10) !== 0;
  listing.add({
    name: nameOf(raw, (flags & fileFlag.unicode) !== 0).replaceAll('\\', '/'),
    size: isDirectory ? 0 : sizeHigh * 2 ** 32 + size,
    modifiedAt: dosTime(time >>> 16, time & 0xffff),
    isDirectory,
  });
  return packedHigh * 2 ** 32 + packed;
}

function uint32(body: Buffer, at: number): number {
  if (at + 4 > body.length) throw damaged('a header ends too early');
  return body.readUInt32LE(at);
}

/** A name for old programs; behind a zero what it is in Unicode, told by its difference from that. */
function nameOf(raw: Buffer, unicode: boolean): string {
  const zero = raw.indexOf(0);
  if (!unicode || zero < 0) return unicode ? raw.toString('utf8') : nameDecoder(undefined, [raw])(raw);
  return wideName(raw.subarray(0, zero), raw.subarray(zero + 1));
}

function wideName(plain: Buffer, code: Buffer): string {
  const [high = 0] = code;
  const units: number[] = [];
  let at = 1;
  const next = () => code[at++] ?? 0;
  let [flags, left] = [0, 0];
  while (at < code.length) {
    if (left === 0) {
      flags = next();
      left = 8;
    }
    left -= 2;
    switch ((flags >> left) & 3) {
      case 0:
        units.push(next());
        break;
      case 1:
        units.push(next() | (high << 8));
        break;
      case 2:
        units.push(next() | (next() << 8));
        break;
      default: {
        const length = next();
        const corrected = (length & 0x80) !== 0;
        const shift = corrected ? next() : 0;
        for (let i = (length & 0x7f) + 2; i > 0 && units.length < plain.length; i--) {
          const byte = plain[units.length] as number;
          units.push(corrected ? ((byte + shift) & 0xff) | (high << 8) : byte);
        }
      }
    }
  }
  return Buffer.from(Uint16Array.from(units).buffer).toString('utf16le');
}
