import { damaged } from './archive-error.ts';
import type { ByteStream } from './bytes.ts';

/* LZMA and LZMA2, the ways in which 7z packs its directory, and xz everything. */

/** Probabilities are parts of 2,048; all begin in the middle. */
const half = 1024;
const lowestRange = 2 ** 24;
const states = 12;
const positions = 16;
/** Distances below this many bits of their slot are coded in a tree of their own. */
const firstLongSlot = 14;
const shortestMatch = 2;

const probabilities = (count: number) => new Uint16Array(count).fill(half);

/** Reads bits whose probabilities adapt. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #end: number;
  #range = 0xffff_ffff;
  #code = 0;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
    if (this.#next() !== 0) throw damaged('it cannot be unpacked');
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  bit(of: Uint16Array, index: number): number {
    const probability = of[index] as number;
    const bound = (this.#range >>> 11) * probability;
    let bit = 0;
    if (this.#code < bound) {
      this.#range = bound;
      of[index] = probability + ((2048 - probability) >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      of[index] = probability - (probability >> 5);
      bit = 1;
    }
    this.#refill();
    return bit;
  }

  /** Bits that are as likely 0 as 1. */
  direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = ((value << 1) | bit) >>> 0;
      this.#refill();
    }
    return value;
  }

  /** A number of `count` bits, highest first, from a tree that begins at `offset`. */
  tree(of: Uint16Array, offset: number, count: number): number {
    let node = 1;
    for (let i = 0; i < count; i++) node = (node << 1) | this.bit(of, offset + node);
    return node - (1 << count);
  }

  /** The same, lowest bit first. */
  reverseTree(of: Uint16Array, offset: number, count: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const bit = this.bit(of, offset + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  #refill(): void {
    if (this.#range >= lowestRange) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  #next(): number {
    if (this.#at >= this.#end) throw damaged('it ends too early');
    return this.#bytes[this.#at++] as number;
  }
}

/** Lengths of matches: short, middle and long ones. */
class Lengths {
  readonly #choice = probabilities(2);
  readonly #low = probabilities(positions * 8);
  readonly #middle = probabilities(positions * 8);
  readonly #high = probabilities(256);

  read(bits: BitReader, position: number): number {
    if (bits.bit(this.#choice, 0) === 0) return bits.tree(this.#low, position * 8, 3);
    if (bits.bit(this.#choice, 1) === 0) return 8 + bits.tree(this.#middle, position * 8, 3);
    return 16 + bits.tree(this.#high, 0, 8);
  }
}

/** How many bits of what stands around a byte choose its probabilities. */
interface Properties {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
}

function propertiesOf(byte: number): Properties {
  if (byte >= 225) throw damaged('it cannot be unpacked');
  return { lc: byte % 9, lp: Math.floor(byte / 9) % 5, pb: Math.floor(byte / 45) };
}

/** What is learned while unpacking. */
class Model {
  readonly literals: Uint16Array;
  readonly isMatch = probabilities(states * positions);
  readonly isRep = probabilities(states);
  readonly isRep0 = probabilities(states);
  readonly isRep1 = probabilities(states);
  readonly isRep2 = probabilities(states);
  readonly isRep0Long = probabilities(states * positions);
  readonly slots = probabilities(4 * 64);
  readonly distances = probabilities(128);
  readonly align = probabilities(16);
  readonly lengths = new Lengths();
  readonly repLengths = new Lengths();
  state = 0;
  /** Distances of the last matches, less one. */
  reps: [number, number, number, number] = [0, 0, 0, 0];
  readonly properties: Properties;

  constructor(properties: Properties) {
    this.properties = properties;
    this.literals = probabilities(0x300 << (properties.lc + properties.lp));
  }
}

/** Unpacked bytes: as many of the last ones as matches are copied from, in a ring. */
class Output {
  readonly #ring: Buffer;
  readonly #mask: number;
  /** All bytes until now. */
  length = 0;
  /** Where the dictionary begins: nothing is copied from before. */
  start = 0;
  /** No byte is put here or later. */
  limit = 0;

  /** @param kept bytes that can be copied and taken */
  constructor(kept: number) {
    this.#ring = Buffer.alloc(2 ** Math.ceil(Math.log2(Math.max(1, kept))));
    this.#mask = this.#ring.length - 1;
  }

  put(byte: number): void {
    if (this.length >= this.limit) throw damaged('it unpacks to more than it says');
    this.#ring[this.length++ & this.#mask] = byte;
  }

  /** The byte `distance` + 1 places back. */
  back(distance: number): number {
    if (distance >= this.length - this.start || distance > this.#mask) throw damaged('it cannot be unpacked');
    return this.#ring[(this.length - 1 - distance) & this.#mask] as number;
  }

  /** A copy of the bytes from a place on. */
  from(place: number): Buffer {
    const [begin, end] = [place & this.#mask, this.length & this.#mask];
    if (this.length === place) return Buffer.alloc(0);
    if (begin < end) return Buffer.from(this.#ring.subarray(begin, end));
    return Buffer.concat([this.#ring.subarray(begin), this.#ring.subarray(0, end)]);
  }
}

/** Unpacks until the output has `end` bytes, or the mark of the end is met. */
function unpack(bits: BitReader, model: Model, output: Output, end: number): void {
  const { lc, lp, pb } = model.properties;
  while (output.length < end) {
    const place = output.length - output.start;
    const position = place & ((1 << pb) - 1);
    const at = model.state * positions + position;
    if (bits.bit(model.isMatch, at) === 0) {
      const before = place > 0 ? output.back(0) : 0;
      const context = ((place & ((1 << lp) - 1)) << lc) + (before >> (8 - lc));
      output.put(literal(bits, model, context * 0x300, output));
      model.state = model.state < 4 ? 0 : model.state < 10 ? model.state - 3 : model.state - 6;
      continue;
    }
    const length = matchLength(bits, model, position);
    if (length === undefined) return;
    for (let i = 0; i < length; i++) output.put(output.back(model.reps[0]));
  }
}

function literal(bits: BitReader, model: Model, offset: number, output: Output): number {
  let symbol = 1;
  if (model.state >= 7) {
    let match = output.back(model.reps[0]);
    while (symbol < 0x100) {
      const expected = (match >> 7) & 1;
      match <<= 1;
      const bit = bits.bit(model.literals, offset + ((1 + expected) << 8) + symbol);
      symbol = (symbol << 1) | bit;
      if (bit !== expected) break;
    }
  }
  while (symbol < 0x100) symbol = (symbol << 1) | bits.bit(model.literals, offset + symbol);
  return symbol & 0xff;
}

/** How much is copied from `reps[0]`; undefined = the end. */
function matchLength(bits: BitReader, model: Model, position: number): number | undefined {
  const { state } = model;
  const afterLiteral = state < 7;
  if (bits.bit(model.isRep, state) === 0) {
    const length = model.lengths.read(bits, position);
    const distance = readDistance(bits, model, length);
    model.state = afterLiteral ? 7 : 10;
    if (distance === 0xffff_ffff) return undefined;
    model.reps = [distance, model.reps[0], model.reps[1], model.reps[2]];
    return length + shortestMatch;
  }
  if (bits.bit(model.isRep0, state) === 0) {
    if (bits.bit(model.isRep0Long, state * positions + position) === 0) {
      model.state = afterLiteral ? 9 : 11;
      return 1;
    }
  } else {
    const [a, b, c, d] = model.reps;
    if (bits.bit(model.isRep1, state) === 0) model.reps = [b, a, c, d];
    else if (bits.bit(model.isRep2, state) === 0) model.reps = [c, a, b, d];
    else model.reps = [d, a, b, c];
  }
  model.state = afterLiteral ? 8 : 11;
  return model.repLengths.read(bits, position) + shortestMatch;
}

function readDistance(bits: BitReader, model: Model, length: number): number {
  const slot = bits.tree(model.slots, Math.min(length, 3) * 64, 6);
  if (slot < 4) return slot;
  const count = (slot >> 1) - 1;
  const base = ((2 | (slot & 1)) << count) >>> 0;
  if (slot < firstLongSlot) return base + bits.reverseTree(model.distances, base - slot, count);
  return (base + bits.direct(count - 4) * 16 + bits.reverseTree(model.align, 0, 4)) >>> 0;
}

/** @param properties five bytes, the first of which counts @throws ArchiveError when it cannot be unpacked */
export function unpackLzma(packed: Uint8Array, properties: Uint8Array, size: number): Buffer {
  const output = new Output(size);
  output.limit = size;
  const model = new Model(propertiesOf(properties[0] ?? 0xff));
  unpack(new BitReader(packed, 0, packed.length), model, output, size);
  if (output.length < size) throw damaged('it ends too early');
  return output.from(0);
}

/** Most bytes that one part of LZMA2 unpacks to. */
const largestPart = 2 * 1024 * 1024;
const [endMark, plainWithReset, plain, packedFrom] = [0, 1, 2, 0x80];

/**
 * Unpacks LZMA2 part by part, up to its end.
 * @param dictionary bytes that are copied from
 * @throws ArchiveError when it cannot be unpacked
 */
export async function* unpackLzma2(stream: ByteStream, dictionary: number): AsyncGenerator<Buffer> {
  const output = new Output(Math.max(dictionary, largestPart));
  let model: Model | undefined;
  for (;;) {
    const control = (await stream.take(1))[0] as number;
    if (control === endMark) return;
    if (control > plain && control < packedFrom) throw damaged('it cannot be unpacked');
    const reset = (control >> 5) & 3;
    if (control === plainWithReset || (control >= packedFrom && reset === 3)) output.start = output.length;
    const from = output.length;
    if (control <= plain) {
      const length = (await stream.take(2)).readUInt16BE(0) + 1;
      output.limit = from + length;
      for (const byte of await stream.take(length)) output.put(byte);
    } else {
      const head = await stream.take(4);
      const [low, packed] = [head.readUInt16BE(0), head.readUInt16BE(2) + 1];
      output.limit = from + ((control & 0x1f) << 16) + low + 1;
      if (reset >= 2) model = new Model(propertiesOf((await stream.take(1))[0] as number));
      else if (reset === 1 && model) model = new Model(model.properties);
      if (!model) throw damaged('it cannot be unpacked');
      unpack(new BitReader(await stream.take(packed), 0, packed), model, output, output.limit);
      if (output.length < output.limit) throw damaged('it ends too early');
    }
    yield output.from(from);
  }
}
