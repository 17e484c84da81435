import { damaged } from './archive-error.ts';
import { type ByteFile, FileCursor } from './bytes.ts';

const blockMark = 0x314159265359;
const endMark = 0x177245385090;
const longestCode = 20;
/** Symbols that share one choice of code. */
const groupLength = 50;

/** What a bzip2 holds, block by block. Sums are not checked: whoever lists wants names. */
export async function* unpackBzip2(file: ByteFile): AsyncGenerator<Buffer> {
  const bits = new Bits(new FileCursor(file), file.size);
  do {
    await bits.fill();
    const start = [bits.read(8), bits.read(8), bits.read(8)];
    const level = bits.read(8) - 0x30;
    if (String.fromCharCode(...start) !== 'BZh' || level < 1 || level > 9) throw damaged('it is no bzip2');
    for (let mark = await nextMark(bits); mark !== endMark; mark = await nextMark(bits)) {
      if (mark !== blockMark) throw damaged('it cannot be unpacked');
      yield unpackBlock(bits, level * 100_000);
    }
    bits.read(32);
    bits.align();
  } while (!(await bits.atEnd()));
}

async function nextMark(bits: Bits): Promise<number> {
  await bits.fill();
  return bits.read(24) * 2 ** 24 + bits.read(24);
}

/** Reads bits, highest first. A block lies whole in memory while it is unpacked. */
class Bits {
  /** Longer than any block, packed as badly as can be. */
  static readonly ahead = 2 * 1024 * 1024;
  readonly #cursor: FileCursor;
  readonly #size: number;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(cursor: FileCursor, size: number) {
    this.#cursor = cursor;
    this.#size = size;
  }

  /** Makes sure that the next block is there, as far as the file goes. */
  async fill(): Promise<void> {
    const left = this.#bytes.length - this.#at;
    if (left >= Bits.ahead) return;
    const more = Math.min(Bits.ahead * 2 - left, this.#size - this.#cursor.at);
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), await this.#cursor.take(more)]);
    this.#at = 0;
  }

  async atEnd(): Promise<boolean> {
    await this.fill();
    return this.#at >= this.#bytes.length && this.#count === 0;
  }

  /** At most 32 bits. */
  read(count: number): number {
    if (count > 24) return this.read(count - 16) * 2 ** 16 + this.read(16);
    while (this.#count < count) {
      this.#held = ((this.#held << 8) | (this.#bytes[this.#at++] ?? 0)) >>> 0;
      this.#count += 8;
    }
    this.drop(count);
    return (this.#held >>> this.#count) & (2 ** count - 1);
  }

  /** The next bits of the longest code, without taking them; zeros behind the end. */
  peek(): number {
    while (this.#count < longestCode) {
      this.#held = ((this.#held << 8) | (this.#bytes[this.#at++] ?? 0)) >>> 0;
      this.#count += 8;
    }
    return (this.#held >>> (this.#count - longestCode)) & (2 ** longestCode - 1);
  }

  /** Takes bits that were looked at. @throws ArchiveError when they lie behind the end */
  drop(count: number): void {
    this.#count -= count;
    if (this.#at - (this.#count >> 3) > this.#bytes.length) throw damaged('it ends too early');
  }

  /** Goes to the next whole byte. */
  align(): void {
    this.#count -= this.#count % 8;
    // Whole bytes that were read ahead go back.
    this.#at -= this.#count / 8;
    this.#count = 0;
  }
}

/** A code: for each length the first value beyond it, filled up to the longest length, and where its symbols begin. */
interface Code {
  readonly shortest: number;
  readonly limits: Int32Array;
  readonly bases: Int32Array;
  readonly symbols: Uint16Array;
}

function unpackBlock(bits: Bits, most: number): Buffer {
  bits.read(32);
  if (bits.read(1) !== 0) throw damaged('it is packed in a way that nobody uses any more');
  const origin = bits.read(24);
  const used = readUsed(bits);
  const codeCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (codeCount < 2 || codeCount > 6 || selectorCount === 0) throw damaged('it cannot be unpacked');
  const selectors = readSelectors(bits, selectorCount, codeCount);
  const codes = Array.from({ length: codeCount }, () => readCode(bits, used.length + 2));
  const { order, length } = readSymbols(bits, used, selectors, codes, most);
  if (origin >= length) throw damaged('it cannot be unpacked');
  return withRuns(order, length, origin);
}

/** The bytes that occur. */
function readUsed(bits: Bits): Uint8Array {
  const groups = bits.read(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group++) {
    if (!(groups & (0x8000 >> group))) continue;
    const members = bits.read(16);
    for (let i = 0; i < 16; i++) if (members & (0x8000 >> i)) used.push(group * 16 + i);
  }
  if (used.length === 0) throw damaged('it cannot be unpacked');
  return Uint8Array.from(used);
}

function readSelectors(bits: Bits, count: number, codeCount: number): Uint8Array {
  const recent = Array.from({ length: codeCount }, (_, i) => i);
  const selectors = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= codeCount) throw damaged('it cannot be unpacked');
    const [selected = 0] = recent.splice(place, 1);
    recent.unshift(selected);
    selectors[i] = selected;
  }
  return selectors;
}

function readCode(bits: Bits, symbolCount: number): Code {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    for (;;) {
      if (length < 1 || length > longestCode) throw damaged('it cannot be unpacked');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return codeOf(lengths);
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Int32Array(longestCode + 1);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  const limits = new Int32Array(longestCode + 1);
  const bases = new Int32Array(longestCode + 1);
  const symbols = new Uint16Array(lengths.length);
  let [value, at, shortest] = [0, 0, 0];
  for (let length = 1; length <= longestCode; length++) {
    const count = counts[length] as number;
    if (count > 0 && shortest === 0) shortest = length;
    bases[length] = at - value;
    for (const [symbol, of] of lengths.entries()) if (of === length) symbols[at++] = symbol;
    value += count;
    limits[length] = value * 2 ** (longestCode - length);
    value *= 2;
  }
  return { shortest, limits, bases, symbols };
}

function symbolOf(bits: Bits, { shortest, limits, bases, symbols }: Code): number {
  const next = bits.peek();
  let length = shortest;
  while (next >= (limits[length] as number)) if (++length > longestCode) throw damaged('it cannot be unpacked');
  bits.drop(length);
  const symbol = symbols[(next >>> (longestCode - length)) + (bases[length] as number)];
  if (symbol === undefined) throw damaged('it cannot be unpacked');
  return symbol;
}

/** The bytes of the block as they were sorted, each in the low bits of its place. */
function readSymbols(
  bits: Bits,
  used: Uint8Array,
  selectors: Uint8Array,
  codes: readonly Code[],
  most: number,
): { order: Uint32Array; length: number } {
  const recent = Uint8Array.from(used);
  const order = new Uint32Array(most);
  const end = used.length + 1;
  let [length, run, weight] = [0, 0, 1];
  for (let at = 0; ; at++) {
    const code = codes[selectors[Math.floor(at / groupLength)] ?? -1];
    if (!code) throw damaged('it cannot be unpacked');
    const symbol = symbolOf(bits, code);
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > most) throw damaged('it cannot be unpacked');
      continue;
    }
    if (length + run + 1 > most && !(symbol === end && length + run <= most)) throw damaged('it cannot be unpacked');
    if (run > 0) {
      order.fill(recent[0] as number, length, length + run);
      length += run;
      run = 0;
      weight = 1;
    }
    if (symbol === end) return { order, length };
    const byte = recent[symbol - 1] as number;
    recent.copyWithin(1, 0, symbol - 1);
    recent[0] = byte;
    order[length++] = byte;
  }
}

/** Undoes the sorting, then writes runs of bytes out: four alike are followed by how many more there are. */
function withRuns(order: Uint32Array, length: number, origin: number): Buffer {
  const starts = new Uint32Array(256);
  for (let i = 0; i < length; i++) {
    const byte = (order[i] as number) & 0xff;
    starts[byte] = (starts[byte] as number) + 1;
  }
  for (let byte = 0, sum = 0; byte < 256; byte++) {
    const count = starts[byte] as number;
    starts[byte] = sum;
    sum += count;
  }
  for (let i = 0; i < length; i++) {
    const byte = (order[i] as number) & 0xff;
    const to = starts[byte] as number;
    starts[byte] = to + 1;
    order[to] = ((order[to] as number) | (i << 8)) >>> 0;
  }
  let output = Buffer.allocUnsafe(length + 1024);
  let written = 0;
  let [place, last, alike] = [(order[origin] as number) >>> 8, -1, 0];
  for (let i = 0; i < length; i++) {
    const entry = order[place] as number;
    place = entry >>> 8;
    const byte = entry & 0xff;
    const count = alike === 4 ? byte : 1;
    if (written + count > output.length) output = Buffer.concat([output], output.length * 2 + count);
    if (alike === 4) {
      output.fill(last, written, written + count);
      written += count;
      last = -1;
      alike = 0;
    } else {
      output[written++] = byte;
      alike = byte === last ? alike + 1 : 1;
      last = byte;
    }
  }
  return output.subarray(0, written);
}
