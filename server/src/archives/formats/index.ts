import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { damaged } from './archive-error.ts';
import { type ByteFile, FileCursor, PieceCursor } from './bytes.ts';
import type { Listing } from './listing.ts';
import { listRar } from './rar.ts';
import { listSevenZip } from './seven-zip.ts';
import { listTar } from './tar.ts';
import { listZip } from './zip.ts';

export type ArchiveFormat = 'zip' | '7z' | 'rar' | 'tar' | 'tar.gz' | 'tar.zst';

const endings: readonly (readonly [RegExp, ArchiveFormat])[] = [
  [/\.zip$/i, 'zip'],
  [/\.7z$/i, '7z'],
  [/\.rar$/i, 'rar'],
  [/\.tar$/i, 'tar'],
  [/\.(tar\.gz|tgz)$/i, 'tar.gz'],
  [/\.(tar\.zst|tzst)$/i, 'tar.zst'],
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
    case 'tar.zst':
      return listTar(unpacked(file, format, listing), listing);
  }
}

const pieceLength = 256 * 1024;

function unpacked(file: ByteFile, format: 'tar.gz' | 'tar.zst', listing: Listing): PieceCursor {
  const unpacker = format === 'tar.gz' ? createGunzip() : createZstdDecompress();
  // A failure shows when the pieces are read.
  pipeline(Readable.from(piecesOf(file), { objectMode: false }), unpacker, () => {});
  return new PieceCursor(told(unpacker), listing.limits.unpackedBytes);
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
