import { crc32 } from 'node:zlib';
import { ArchiveError, damaged } from './archive-error.ts';
import { type ByteFile, PieceCursor, uint64 } from './bytes.ts';
import { type Listing, tooLarge, windowsTime } from './listing.ts';
import { unpackLzma, unpackLzma2 } from './lzma.ts';
import { type Folder, HeaderReader, Property, readStreams, type Streams } from './seven-zip-header.ts';

const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]);
const startLength = 32;
/** Directories are packed once; more often only to tease readers. */
const deepest = 3;

const coder = { copy: '00', lzma: '030101', lzma2: '21', aes: '06f10701' };

/** Lists a 7z from the directory at its end, which is unpacked when it is packed. Contents are never looked at. */
export async function listSevenZip(file: ByteFile, listing: Listing): Promise<void> {
  if (file.size < startLength) throw damaged('it is no 7z');
  const start = await file.read(0, startLength);
  if (!start.subarray(0, 6).equals(signature)) throw damaged('it is no 7z');
  if (crc32(start.subarray(12)) !== start.readUInt32LE(8)) throw damaged('its beginning is broken');
  const [offset, length, sum] = [uint64(start, 12), uint64(start, 20), start.readUInt32LE(28)];
  if (length === 0) return;
  const header = await part(file, startLength + offset, length, listing);
  if (crc32(header) !== sum) throw damaged('the sum of its directory is wrong');
  await readHeader(file, header, listing, 0);
}

async function readHeader(file: ByteFile, header: Buffer, listing: Listing, depth: number): Promise<void> {
  const reader = new HeaderReader(header);
  const kind = reader.byte();
  if (kind === Property.HEADER) return listFiles(reader, listing);
  if (kind !== Property.ENCODED_HEADER || depth >= deepest) throw damaged('its directory is broken');
  const streams = readStreams(reader, listing.limits.entries);
  const [folder] = streams.folders;
  const packed = streams.packSizes[0];
  if (!folder || packed === undefined) throw damaged('its directory is missing');
  const bytes = await part(file, startLength + streams.packPosition, packed, listing);
  await readHeader(file, await unpackFolder(folder, bytes, listing), listing, depth + 1);
}

async function part(file: ByteFile, start: number, length: number, listing: Listing): Promise<Buffer> {
  if (start + length > file.size) throw damaged('its directory lies outside of it');
  if (length > listing.limits.directoryBytes) throw tooLarge('a directory that is too long');
  return file.read(start, start + length);
}

async function unpackFolder({ coders, size, sum }: Folder, packed: Buffer, listing: Listing): Promise<Buffer> {
  if (coders.some(({ id }) => id === coder.aes)) {
    throw new ArchiveError('encrypted', 'The directory of the archive is encrypted.');
  }
  const [only] = coders;
  if (!only || coders.length > 1)
    throw new ArchiveError('unsupported', 'The directory of the archive is packed in an unusual way.');
  if (size > listing.limits.directoryBytes) throw tooLarge('a directory that is too long');
  const bytes = await unpackWith(only.id, only.properties, packed, size);
  if (sum !== undefined && crc32(bytes) !== sum) throw damaged('the sum of its directory is wrong');
  return bytes;
}

async function unpackWith(id: string, properties: Buffer, packed: Buffer, size: number): Promise<Buffer> {
  if (id === coder.lzma) return unpackLzma(packed, properties, size);
  if (id === coder.lzma2) {
    const unpacked = new PieceCursor(unpackLzma2(pieceOf(packed), size), Number.MAX_SAFE_INTEGER);
    return unpacked.take(size);
  }
  if (id === coder.copy && packed.length >= size) return packed.subarray(0, size);
  throw new ArchiveError('unsupported', 'The directory of the archive is packed in an unusual way.');
}

function listFiles(reader: HeaderReader, listing: Listing): void {
  let streams: Streams | undefined;
  for (;;) {
    const kind = reader.byte();
    if (kind === Property.END) return;
    if (kind === Property.ARCHIVE_PROPERTIES) skipProperties(reader);
    else if (kind === Property.ADDITIONAL_STREAMS) readStreams(reader, listing.limits.entries);
    else if (kind === Property.MAIN_STREAMS) streams = readStreams(reader, listing.limits.entries);
    else if (kind === Property.FILES) addFiles(reader, listing, streams?.sizes ?? []);
    else throw damaged('its directory is broken');
  }
}

function skipProperties(reader: HeaderReader): void {
  while (reader.byte() !== Property.END) reader.take(reader.number());
}

/** @param sizes of the contents, in the order of the files that have some */
function addFiles(reader: HeaderReader, listing: Listing, sizes: readonly number[]): void {
  const count = reader.number();
  listing.expect(count);
  let names: string[] = [];
  let empty: readonly boolean[] = [];
  let emptyFiles: readonly boolean[] = [];
  let times: readonly (number | undefined)[] = [];
  let attributes: readonly (number | undefined)[] = [];
  for (let kind = reader.number(); kind !== Property.END; kind = reader.number()) {
    const property = new HeaderReader(reader.take(reader.number()));
    if (kind === Property.EMPTY_STREAM) empty = property.bits(count);
    else if (kind === Property.EMPTY_FILE) emptyFiles = property.bits(empty.filter(Boolean).length);
    else if (kind === Property.NAMES) names = readNames(property, count);
    else if (kind === Property.MODIFIED) times = property.defined(count, (at) => windowsTime(at.uint32(), at.uint32()));
    else if (kind === Property.ATTRIBUTES) attributes = property.defined(count, (at) => at.uint32());
  }
  if (names.length !== count) throw damaged('names are missing');
  let [nextSize, nextEmpty] = [0, 0];
  for (const [index, name] of names.entries()) {
    const hasContent = !empty[index];
    const size = hasContent ? sizes[nextSize++] : 0;
    if (size === undefined) throw damaged('sizes are missing');
    const isFolder = !hasContent && !emptyFiles[nextEmpty++];
    const marked = ((attributes[index] ?? 0) & 0x10) !== 0;
    listing.add({ name, size, modifiedAt: times[index], isDirectory: isFolder || marked });
  }
}

function readNames(reader: HeaderReader, count: number): string[] {
  reader.demandInside();
  const names: string[] = [];
  while (names.length < count) names.push(reader.wideText());
  return names;
}

/** Bytes that are there already, as a stream. */
function pieceOf(bytes: Buffer): PieceCursor {
  return new PieceCursor(
    (async function* () {
      yield bytes;
    })(),
    bytes.length,
  );
}
