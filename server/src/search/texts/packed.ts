import yauzl from 'yauzl';
import { type ExtractionLimits, Unreadable } from './limits.ts';
import { decodeText } from './plain.ts';

/** One part of a packed document. */
interface Part {
  readonly name: string;
  readonly entry: yauzl.Entry;
}

/**
 * A document that is a zip archive of parts. Every part is unpacked in memory and counted against one limit, by the
 * bytes that really come, whatever the archive says about itself.
 */
export class PackedDocument {
  readonly #zip: yauzl.ZipFile;
  readonly #parts: ReadonlyMap<string, Part>;
  #left: number;

  private constructor(zip: yauzl.ZipFile, parts: ReadonlyMap<string, Part>, unpackedBytes: number) {
    this.#zip = zip;
    this.#parts = parts;
    this.#left = unpackedBytes;
  }

  /** @throws Unreadable when it is no archive, or has too many parts */
  static async open(bytes: Buffer, limits: ExtractionLimits): Promise<PackedDocument> {
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
      yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, file) =>
        file ? resolve(file) : reject(new Unreadable(error?.message ?? 'no archive')),
      );
    });
    if (zip.entryCount > limits.parts) throw new Unreadable(`it has ${zip.entryCount} parts`);
    const parts = new Map<string, Part>();
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: yauzl.Entry) => {
        parts.set(entry.fileName, { name: entry.fileName, entry });
        zip.readEntry();
      });
      zip.once('end', resolve);
      zip.once('error', (error) => reject(new Unreadable(error.message)));
      zip.readEntry();
    });
    return new PackedDocument(zip, parts, limits.unpackedBytes);
  }

  /** Names of parts, in an order in which 2 stands before 10. */
  names(pattern: RegExp): string[] {
    const found = [...this.#parts.keys()].filter((name) => pattern.test(name));
    return found.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  /** The text of a part; '' when there is none of this name. @throws Unreadable */
  async text(name: string): Promise<string> {
    const part = this.#parts.get(name);
    return part ? decodeText(await this.#unpack(part)) : '';
  }

  #unpack({ entry }: Part): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new Unreadable(error.message));
      if (entry.isEncrypted()) return fail(new Error('it is encrypted'));
      this.#zip.openReadStream(entry, (error, stream) => {
        if (!stream) return fail(error ?? new Error('a part cannot be read'));
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => {
          this.#left -= piece.length;
          if (this.#left < 0) stream.destroy(new Error('unpacked it is too large'));
          else pieces.push(piece);
        });
        stream.once('error', fail);
        stream.once('end', () => resolve(Buffer.concat(pieces)));
      });
    });
  }
}
