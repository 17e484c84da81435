import { ApiError, ErrorCode } from '@canopy/contract';
import type { ByteSource, OpenBlob } from '../../blob-store.ts';
import { ioFailure } from '../../io-failure.ts';
import type { DiskFile } from './disk.ts';

/** Bytes per read: the knee of cost per byte against memory per download. */
const readBytes = 256 * 1024;

export async function openLocalBlob(file: DiskFile): Promise<OpenBlob> {
  try {
    const size = await file.size();
    return {
      size,
      read: (start, end, { reuse = false } = {}) => read(file, start, end, reuse ? sameMemory() : newMemory),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Gives room for `bytes` bytes. */
type Memory = (bytes: number) => Buffer;

const newMemory: Memory = (bytes) => Buffer.allocUnsafeSlow(bytes);

/** The same buffer again and again. */
function sameMemory(): Memory {
  let buffer: Buffer | undefined;
  return (bytes) => {
    buffer ??= newMemory(bytes);
    return buffer.length === bytes ? buffer : buffer.subarray(0, bytes);
  };
}

async function* read(file: DiskFile, start: number, end: number, memory: Memory): ByteSource {
  let at = start;
  while (at < end) {
    const target = memory(Math.min(readBytes, end - at));
    let got: number;
    try {
      got = await file.read(target, at);
    } catch (error) {
      throw ioFailure(error);
    }
    if (got === 0) throw new ApiError(ErrorCode.IO_FAILED, `The file ends at byte ${at} instead of ${end}.`);
    at += got;
    yield got === target.length ? target : target.subarray(0, got);
  }
}
