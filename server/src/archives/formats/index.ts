import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { damaged } from './archive-error.ts';
import { type ByteFile, FileCursor, PieceCursor } from './bytes.ts';
import { unpackBzip2 } from './bzip2.ts';
import type { Listing } from './listing.ts';
import { listRar } from './rar.ts';
import { listSevenZip } from './seven-zip.ts';
import { listTar } from './tar.ts';
import { unpackXz } from './xz.ts';
import { listZip } from './zip.ts';

export type ArchiveFormat = 'zip' | '7z' | 'rar' | 'tar' | 'tar.gz' | 'tar.zst' | 'tar.xz' | 'tar.bz2';

const endings: readonly (readonly [RegExp, ArchiveFormat])[] = [
  [/\.zip$/i, 'zip'],
  [/\.7z$/i, '7z'],
  [/\.rar$/i, 'rar'],
  [/\.tar$/i, 'tar'],
  [/\.(tar\.gz|tgz)$/i, 'tar.gz'],
  [/\.(tar\.zst|tzst)$/i, 'tar.zst'],
  [/\.(tar\.xz|txz)$/i, 'tar.xz'],
  [/\.(tar\.bz2|tbz2?)$/i, 'tar.bz2'],
];

/** The format of a file by its name; undefined when it is no archive that can be listed. */
export function formatOf(name: string): ArchiveFormat | undefined {
  return endings.find(([ending]) => ending.test(name))?.[1];
}

/** Adds every entry of an archive. @throws ArchiveError */
export async function listArchive(
  format: ArchiveFormat,
  file: ByteFile,
  listing: Listing,
  encoding: string | undefined,
): Promise<void> {
  switch (format) {
    case 'zip':
      return listZip(file, listing, encoding);
    case '7z':
      return listSevenZip(file, listing);
    case 'rar':
      return listRar(file, listing);
    case 'tar':
      return listTar(new FileCursor(file), listing);
    case 'tar.gz':
      return listPacked(unpacked(file, createGunzip()), listing);
    case 'tar.zst':
      return listPacked(unpacked(file, createZstdDecompress()), listing);
    case 'tar.xz':
      return listPacked(unpackXz(file), listing);
    case 'tar.bz2':
      return listPacked(unpackBzip2(file), listing);
  }
}

const pieceLength = 256 * 1024;

function listPacked(pieces: AsyncIterable<Buffer>, listing: Listing): Promise<void> {
  return listTar(new PieceCursor(pieces, listing.limits.unpackedBytes), listing);
}

function unpacked(file: ByteFile, unpacker: Transform): AsyncIterable<Buffer> {
  // A failure shows when the pieces are read.
  pipeline(Readable.from(piecesOf(file), { objectMode: false }), unpacker, () => {});
  return told(unpacker);
}

async function* piecesOf(file: ByteFile): AsyncIterable<Buffer> {
  for (let at = 0; at < file.size; at += pieceLength) {
    yield await file.read(at, Math.min(file.size, at + pieceLength));
  }
}

async function* told(unpacker: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    yield* unpacker;
  } catch (error) {
    const { code } = error as { code?: string };
    if (/^(Z_|ZSTD_|ERR_ZSTD|ERR_STREAM_PREMATURE)/.test(code ?? '')) throw damaged('it cannot be unpacked');
    throw error;
  }
}
