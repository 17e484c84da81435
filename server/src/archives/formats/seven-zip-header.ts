import { damaged } from './archive-error.ts';

/** Kinds of the parts of a header. */
export const Property = {
  END: 0x00,
  HEADER: 0x01,
  ARCHIVE_PROPERTIES: 0x02,
  ADDITIONAL_STREAMS: 0x03,
  MAIN_STREAMS: 0x04,
  FILES: 0x05,
  PACKED: 0x06,
  UNPACKED: 0x07,
  SUBSTREAMS: 0x08,
  SIZE: 0x09,
  SUMS: 0x0a,
  FOLDER: 0x0b,
  UNPACKED_SIZE: 0x0c,
  COUNT: 0x0d,
  EMPTY_STREAM: 0x0e,
  EMPTY_FILE: 0x0f,
  NAMES: 0x11,
  MODIFIED: 0x14,
  ATTRIBUTES: 0x15,
  ENCODED_HEADER: 0x17,
} as const;

/** One step of unpacking. */
export interface Coder {
  /** Hexadecimal. */
  readonly id: string;
  readonly properties: Buffer;
}

/** What was packed together. */
export interface Folder {
  readonly coders: readonly Coder[];
  /** Number of the stream that comes out at the end. */
  readonly outputs: number;
  readonly last: number;
  size: number;
  sum: number | undefined;
}

export interface Streams {
  /** From the end of the signature. */
  packPosition: number;
  packSizes: readonly number[];
  folders: Folder[];
  /** Of every file that has content, in order. */
  sizes: number[];
}

/** Takes the numbers and texts of a header apart. Nothing is taken from behind its end. */
export class HeaderReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Buffer {
    if (length > this.left) throw damaged('its directory ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  uint32(): number {
    return this.take(4).readUInt32LE(0);
  }

  /** One to nine bytes: the ones at the top of the first tell how many follow. */
  number(): number {
    const first = this.byte();
    let value = 0;
    for (let i = 0, mask = 0x80; i < 8; i++, mask >>= 1) {
      if ((first & mask) === 0) return checked(value + (first & (mask - 1)) * 2 ** (8 * i));
      value += this.byte() * 2 ** (8 * i);
    }
    return checked(value);
  }

  /** A number of things, each of which takes at least a byte. */
  count(): number {
    const value = this.number();
    if (value > this.left) throw damaged('its directory ends too early');
    return value;
  }

  bits(count: number): boolean[] {
    const bytes = this.take(Math.ceil(count / 8));
    return Array.from({ length: count }, (_, i) => (((bytes[i >> 3] as number) << (i & 7)) & 0x80) !== 0);
  }

  /** Which of so many things have a value: all, or those whose bit is set. */
  which(count: number): boolean[] {
    return this.byte() === 0 ? this.bits(count) : new Array<boolean>(count).fill(true);
  }

  /** Values of things, undefined for those without. */
  defined(count: number, read: (reader: this) => number): (number | undefined)[] {
    const has = this.which(count);
    this.demandInside();
    return has.map((defined) => (defined ? read(this) : undefined));
  }

  /** What follows stands here, and not in a stream of its own, which no program makes. */
  demandInside(): void {
    if (this.byte() !== 0) throw damaged('a part of its directory is elsewhere');
  }

  /** UTF-16 up to a zero. */
  wideText(): string {
    let end = this.#at;
    while (end + 1 < this.#bytes.length && this.#bytes.readUInt16LE(end) !== 0) end += 2;
    if (end + 1 >= this.#bytes.length) throw damaged('names are missing');
    const text = this.#bytes.toString('utf16le', this.#at, end);
    this.#at = end + 2;
    return text;
  }
}

function checked(value: number): number {
  if (!Number.isSafeInteger(value)) throw damaged('a number of its directory is too large');
  return value;
}

/** @param mostFiles more contents than that are refused */
export function readStreams(reader: HeaderReader, mostFiles: number): Streams {
  const streams: Streams = { packPosition: 0, packSizes: [], folders: [], sizes: [] };
  let divided = false;
  for (;;) {
    const kind = reader.byte();
    if (kind === Property.PACKED) readPacked(reader, streams);
    else if (kind === Property.UNPACKED) streams.folders = readFolders(reader);
    else if (kind === Property.SUBSTREAMS) {
      streams.sizes = readSubstreams(reader, streams.folders, mostFiles);
      divided = true;
    } else if (kind === Property.END) break;
    else throw damaged('its directory is broken');
  }
  if (!divided) streams.sizes = streams.folders.map(({ size }) => size);
  return streams;
}

function readPacked(reader: HeaderReader, streams: Streams): void {
  streams.packPosition = reader.number();
  const count = reader.count();
  for (let kind = reader.byte(); kind !== Property.END; kind = reader.byte()) {
    if (kind === Property.SIZE) streams.packSizes = Array.from({ length: count }, () => reader.number());
    else if (kind === Property.SUMS) readSums(reader, count);
    else throw damaged('its directory is broken');
  }
}

function readSums(reader: HeaderReader, count: number): (number | undefined)[] {
  return reader.which(count).map((has) => (has ? reader.uint32() : undefined));
}

function readFolders(reader: HeaderReader): Folder[] {
  if (reader.byte() !== Property.FOLDER) throw damaged('its directory is broken');
  const count = reader.count();
  reader.demandInside();
  const folders = Array.from({ length: count }, () => readFolder(reader));
  if (reader.byte() !== Property.UNPACKED_SIZE) throw damaged('its directory is broken');
  for (const folder of folders) {
    const sizes = Array.from({ length: folder.outputs }, () => reader.number());
    folder.size = sizes[folder.last] ?? 0;
  }
  for (let kind = reader.byte(); kind !== Property.END; kind = reader.byte()) {
    if (kind !== Property.SUMS) throw damaged('its directory is broken');
    for (const [index, sum] of readSums(reader, count).entries()) (folders[index] as Folder).sum = sum;
  }
  return folders;
}

function readFolder(reader: HeaderReader): Folder {
  const coders: Coder[] = [];
  let [inputs, outputs] = [0, 0];
  for (let left = reader.count(); left > 0; left--) {
    const kind = reader.byte();
    if (kind & 0xc0) throw damaged('its directory is broken');
    const id = reader.take(kind & 0x0f).toString('hex');
    const many = (kind & 0x10) !== 0;
    inputs += many ? reader.number() : 1;
    outputs += many ? reader.number() : 1;
    coders.push({ id, properties: kind & 0x20 ? reader.take(reader.number()) : Buffer.alloc(0) });
  }
  if (outputs === 0 || outputs > reader.left || inputs > reader.left) throw damaged('its directory is broken');
  const bound = new Set<number>();
  for (let pair = 1; pair < outputs; pair++) {
    reader.number();
    bound.add(reader.number());
  }
  const packed = inputs - (outputs - 1);
  if (packed > 1) for (let i = 0; i < packed; i++) reader.number();
  const last = Array.from({ length: outputs }, (_, i) => i).find((output) => !bound.has(output));
  if (last === undefined) throw damaged('its directory is broken');
  return { coders, outputs, last, size: 0, sum: undefined };
}

/** Sizes of the contents that were packed together. */
function readSubstreams(reader: HeaderReader, folders: readonly Folder[], mostFiles: number): number[] {
  let counts = folders.map(() => 1);
  let kind = reader.byte();
  if (kind === Property.COUNT) {
    counts = folders.map(() => reader.number());
    kind = reader.byte();
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all > mostFiles) throw damaged('its directory announces too many files');
  const sizes: number[] = [];
  for (const [index, folder] of folders.entries()) {
    const count = counts[index] as number;
    if (count === 0) continue;
    let rest = folder.size;
    for (let i = 1; i < count; i++) {
      const size = kind === Property.SIZE ? reader.number() : 0;
      sizes.push(size);
      rest -= size;
    }
    if (rest < 0) throw damaged('sizes of its directory are wrong');
    sizes.push(rest);
  }
  if (kind === Property.SIZE) kind = reader.byte();
  const summed = folders.filter(({ sum }, index) => counts[index] === 1 && sum !== undefined).length;
  while (kind !== Property.END) {
    if (kind !== Property.SUMS) throw damaged('its directory is broken');
    readSums(reader, all - summed);
    kind = reader.byte();
  }
  return sizes;
}
