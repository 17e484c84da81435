import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The files of a zip by their names; folders end in a slash and are empty. */
export async function unzip(archive: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(archive);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    files.set(
      entry.fileName,
      entry.fileName.endsWith('/') ? Buffer.alloc(0) : await buffer(await zip.openReadStreamPromise(entry)),
    );
  }
  return files;
}

/** A zip of files without a byte, as many as are named: its directory is of the large kind. */
export function emptyFiles(names: readonly string[]): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const text = Buffer.from(name);
    const file = Buffer.alloc(30);
    file.writeUInt32LE(0x04034b50, 0);
    file.writeUInt16LE(20, 4);
    file.writeUInt16LE(text.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(0x0014_0014, 4);
    entry.writeUInt16LE(text.length, 28);
    entry.writeUInt32LE(at, 42);
    files.push(file, text);
    directory.push(entry, text);
    at += file.length + text.length;
  }
  const bytes = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt32LE(0x002d_002d, 12);
  end.writeBigUInt64LE(BigInt(names.length), 24);
  end.writeBigUInt64LE(BigInt(names.length), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(at + bytes), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  /* What is larger than their fields can say stands in the record before. */
  end.fill(0xff, 76 + 8, 76 + 20);
  return new Uint8Array(Buffer.concat([...files, ...directory, end]));
}
