import { ArchiveError, damaged } from './archive-error.ts';

/** The bytes of an archive, wherever they lie. */
export interface ByteFile {
  readonly size: number;
  /** Bytes `start` up to and without `end`, both within the file. */
  read(start: number, end: number): Promise<Buffer>;
}

/** Bytes in order, as much of them as is asked for. */
export interface ByteStream {
  /** The next `length` bytes, valid until the next call. @throws ArchiveError when there are fewer. */
  take(length: number): Promise<Buffer>;
  /** @throws ArchiveError when there are fewer. */
  skip(length: number): Promise<void>;
  /** Whether all bytes were taken. */
  atEnd(): Promise<boolean>;
}

/** So many bytes are read at once, as most steps are shorter. */
const window = 64 * 1024;

/** Walks through a file; what is skipped is not read. */
export class FileCursor implements ByteStream {
  readonly #file: ByteFile;
  #at: number;
  #buffer: Buffer = Buffer.alloc(0);
  #bufferAt = 0;

  constructor(file: ByteFile, at = 0) {
    this.#file = file;
    this.#at = at;
  }

  /** Where the next byte is. */
  get at(): number {
    return this.#at;
  }

  set at(position: number) {
    if (!(position >= 0 && position <= this.#file.size)) throw damaged('it points outside of itself');
    this.#at = position;
  }

  async take(length: number): Promise<Buffer> {
    const end = this.#at + length;
    if (end > this.#file.size) throw damaged('it ends too early');
    if (this.#at < this.#bufferAt || end > this.#bufferAt + this.#buffer.length) {
      const upTo = Math.min(this.#file.size, this.#at + Math.max(length, window));
      this.#buffer = await this.#file.read(this.#at, upTo);
      this.#bufferAt = this.#at;
    }
    const from = this.#at - this.#bufferAt;
    this.#at = end;
    return this.#buffer.subarray(from, from + length);
  }

  async skip(length: number): Promise<void> {
    this.at = this.#at + length;
  }

  async atEnd(): Promise<boolean> {
    return this.#at >= this.#file.size;
  }
}

/** Walks through bytes that come one after the other, such as those of a decompressor; what is skipped is lost. */
export class PieceCursor implements ByteStream {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #mostBytes: number;
  #buffer: Buffer = Buffer.alloc(0);
  #seen = 0;
  #ended = false;

  /** @param mostBytes more than this is not unpacked */
  constructor(pieces: AsyncIterable<Uint8Array>, mostBytes: number) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#mostBytes = mostBytes;
  }

  async take(length: number): Promise<Buffer> {
    const parts = [this.#buffer];
    let held = this.#buffer.length;
    while (held < length) {
      const piece = await this.#next();
      if (!piece) throw damaged('it ends too early');
      parts.push(piece);
      held += piece.length;
    }
    const all = parts.length === 1 ? this.#buffer : Buffer.concat(parts);
    this.#buffer = all.subarray(length);
    return all.subarray(0, length);
  }

  async skip(length: number): Promise<void> {
    let left = length - this.#buffer.length;
    if (left <= 0) {
      this.#buffer = this.#buffer.subarray(length);
      return;
    }
    this.#buffer = Buffer.alloc(0);
    while (left > 0) {
      const piece = await this.#next();
      if (!piece) throw damaged('it ends too early');
      if (piece.length > left) this.#buffer = piece.subarray(left);
      left -= piece.length;
    }
  }

  async atEnd(): Promise<boolean> {
    while (this.#buffer.length === 0) {
      const piece = await this.#next();
      if (!piece) return true;
      this.#buffer = piece;
    }
    return false;
  }

  async #next(): Promise<Buffer | undefined> {
    if (this.#ended) return undefined;
    const { done, value } = await this.#pieces.next();
    if (done) {
      this.#ended = true;
      return undefined;
    }
    this.#seen += value.length;
    if (this.#seen > this.#mostBytes) {
      throw new ArchiveError('large', `The archive holds more than ${this.#mostBytes} bytes: it is too large to list.`);
    }
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}

/** A number of 64 bits; beyond what JavaScript counts exactly it is taken for the largest that it does. */
export function uint64(bytes: Buffer, at: number): number {
  const value = bytes.readUInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at);
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}
