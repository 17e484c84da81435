import { damaged } from './archive-error.ts';
import type { ByteStream } from './bytes.ts';
import type { Entry, Listing } from './listing.ts';

const blockLength = 512;
/** Longest name, or list of pax records, that is looked at, in bytes. */
const longestMeta = 1024 * 1024;

/** What pax records and long names say of the next entry. */
interface Told {
  name?: string;
  size?: number;
  modifiedAt?: number;
  /** Bytes in the archive, where they are not as many as the file has. */
  stored?: number;
}

/** Lists a tar (ustar, pax, GNU) from its headers; contents are skipped. */
export async function listTar(stream: ByteStream, listing: Listing): Promise<void> {
  let told: Told = {};
  const always: Told = {};
  let first = true;
  while (!(await stream.atEnd())) {
    const header = Buffer.from(await stream.take(blockLength));
    // The end is marked by blocks of zeros; what follows is padding.
    if (header.every((byte) => byte === 0)) {
      if (first) await demandEmpty(stream);
      return;
    }
    if (!hasRightSum(header)) throw damaged(first ? 'it is no tar' : 'the sum of a header is wrong');
    first = false;
    const type = String.fromCharCode(header[156] ?? 0);
    const size = numberAt(header, 124, 12);
    if (type === 'x' || type === 'g') {
      Object.assign(type === 'g' ? always : told, readPax(await body(stream, size)));
    } else if (type === 'L') {
      told.name = textOf(await body(stream, size));
    } else if (type === 'K') {
      await body(stream, size);
    } else {
      const { stored = size, ...entry } = { ...entryOf(header), size, ...always, ...told };
      // Links, devices and folders have no content, whatever their size says.
      const hasContent = !/[1-6]/.test(type);
      const isDirectory = type === '5' || entry.name.endsWith('/');
      listing.add({ ...entry, size: hasContent ? entry.size : 0, isDirectory });
      told = {};
      if (hasContent) await stream.skip(stored + padding(stored));
    }
  }
}

function entryOf(header: Buffer): Pick<Entry, 'name' | 'modifiedAt'> {
  const ustar = header.toString('latin1', 257, 262) === 'ustar' && header[262] === 0;
  const prefix = ustar ? textOf(header.subarray(345, 500)) : '';
  const name = textOf(header.subarray(0, 100));
  return { name: prefix === '' ? name : `${prefix}/${name}`, modifiedAt: numberAt(header, 136, 12) * 1000 };
}

/** An empty tar is zeros alone; anything else that begins with zeros is something else. */
async function demandEmpty(stream: ByteStream): Promise<void> {
  while (!(await stream.atEnd())) {
    if ((await stream.take(blockLength)).some((byte) => byte !== 0)) throw damaged('it is no tar');
  }
}

function hasRightSum(header: Buffer): boolean {
  let sum = 0;
  for (let at = 0; at < blockLength; at++) sum += at >= 148 && at < 156 ? 0x20 : (header[at] as number);
  return sum === numberAt(header, 148, 8);
}

/** Octal digits, or (GNU) a big number in its bytes. */
function numberAt(header: Buffer, at: number, length: number): number {
  const first = header[at] ?? 0;
  if (first === 0xff) return 0;
  if (first & 0x80) {
    let value = first & 0x7f;
    for (let i = 1; i < length; i++) value = value * 256 + (header[at + i] as number);
    return Math.min(value, Number.MAX_SAFE_INTEGER);
  }
  const digits = /^[ \0]*([0-7]*)/.exec(header.toString('latin1', at, at + length))?.[1];
  return Number.parseInt(digits || '0', 8);
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

async function body(stream: ByteStream, size: number): Promise<Buffer> {
  if (size > longestMeta) throw damaged('a name is too long');
  const bytes = Buffer.from(await stream.take(size));
  await stream.skip(padding(size));
  return bytes;
}

/** Records `<length> <key>=<value>\n`. @throws ArchiveError when a length is wrong */
function readPax(bytes: Buffer): Told {
  const told: Told = {};
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 || space - at > 10 ? 0 : Number(bytes.toString('latin1', at, space));
    if (!Number.isInteger(length) || length < space - at + 3 || at + length > bytes.length) {
      throw damaged('a list of properties is broken');
    }
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    takePax(told, record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return told;
}

function takePax(told: Told, key: string, value: string): void {
  const number = Number(value);
  if (key === 'path' || key === 'GNU.sparse.name') told.name = value;
  else if (key === 'mtime' && Number.isFinite(number)) told.modifiedAt = Math.trunc(number * 1000);
  else if (key === 'size' && number >= 0 && Number.isSafeInteger(number)) {
    told.stored = number;
    told.size ??= number;
  } else if (key === 'GNU.sparse.realsize' && number >= 0 && Number.isSafeInteger(number)) told.size = number;
}

function padding(size: number): number {
  return (blockLength - (size % blockLength)) % blockLength;
}
