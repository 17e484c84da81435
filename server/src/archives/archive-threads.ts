import { Worker } from 'node:worker_threads';
import { ApiError, ErrorCode } from '@canopy/contract';
import type { OpenBlob } from '../blobs/index.ts';
import { workerUrl } from '../kernel/index.ts';
import { FairLine } from './fair-line.ts';
import type { ArchiveFormat } from './formats/index.ts';
import type { ListingLimits } from './formats/listing.ts';
import type { FailureReason, FromThread, ListTask, ToThread } from './protocol.ts';

/** Archives that are looked at at the same time, and that wait for it: each may take as long as `patienceMs`. */
const lineLimits = { served: 2, waitingOfOne: 4, waiting: 32 };
/** Nobody waits longer for a listing, in milliseconds. */
const patienceMs = 30_000;
/** Memory of a thread beside the bytes that it reads, in MiB. */
const heapMiB = 128;
/** Most that a thread may be given at once. */
const longestRead = 64 * 1024 * 1024;

export const defaultLimits: ListingLimits = {
  entries: 100_000,
  directoryBytes: 32 * 1024 * 1024,
  jsonBytes: 32 * 1024 * 1024,
  unpackedBytes: 16 * 1024 ** 3,
};

export interface ArchiveThreadsOptions {
  readonly limits?: ListingLimits;
  readonly patienceMs?: number;
  /** Where the program of a thread lies, for tests of threads that fail. */
  readonly program?: URL;
}

/**
 * Looks into archives in threads of their own, each for one archive. A thread gets the bytes it asks for and nothing
 * else, has little memory and little time, and is ended when it takes more of either.
 */
export class ArchiveThreads {
  readonly #limits: ListingLimits;
  readonly #patienceMs: number;
  readonly #program: URL;
  readonly #line = new FairLine(lineLimits);
  readonly #workers = new Set<Worker>();

  constructor(options: ArchiveThreadsOptions = {}) {
    this.#limits = options.limits ?? defaultLimits;
    this.#patienceMs = options.patienceMs ?? patienceMs;
    this.#program = options.program ?? workerUrl(import.meta.url, './list-archive.worker.ts');
  }

  /**
   * @param who number of the user who asks, 0 for all who are not signed in
   * @param open is called when it is his turn
   * @returns `ArchiveListFilesResponse` of the contract as JSON
   * @throws ApiError 50004 for what is no sound archive, and when too many wait already, that one at once; 40049 for more
   * than can be listed
   */
  list(
    who: number,
    open: () => Promise<OpenBlob>,
    format: ArchiveFormat,
    encoding: string | undefined,
  ): Promise<Uint8Array> {
    return this.#line.run(who, async () => {
      const blob = await open();
      try {
        this.#line.demandOpen();
        return await this.#run(blob, { format, size: blob.size, encoding, limits: this.#limits });
      } finally {
        await blob.close();
      }
    });
  }

  /** Ends what runs; who waits is refused. */
  async close(): Promise<void> {
    this.#line.close(new ApiError(ErrorCode.IO_FAILED, 'The server is stopping.'));
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  async #run(blob: OpenBlob, task: ListTask): Promise<Uint8Array> {
    const worker = new Worker(this.#program, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
      env: {},
      stdin: false,
    });
    this.#workers.add(worker);
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const tooLong = setTimeout(
      () => reject(unreadable('It takes too long to look into the archive.')),
      this.#patienceMs,
    );
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'listed') resolve(message.json);
      else if (message.kind === 'failed') reject(errorOf(message.reason, message.message));
      else readAll(blob, message.start, message.end).then((bytes) => worker.postMessage(bytes, [bytes.buffer]), reject);
    });
    worker.once('error', (error) => reject(unreadable('The archive cannot be looked into.', error)));
    worker.once('exit', () => reject(unreadable('The archive cannot be looked into.')));
    try {
      return await promise;
    } finally {
      clearTimeout(tooLong);
      this.#workers.delete(worker);
      await worker.terminate();
    }
  }
}

async function readAll(blob: OpenBlob, start: number, end: number): Promise<ToThread> {
  if (!(start >= 0 && start <= end && end <= blob.size && end - start <= longestRead)) {
    throw unreadable('The archive is damaged: it points outside of itself.');
  }
  const bytes = new Uint8Array(end - start);
  let at = 0;
  for await (const piece of blob.read(start, end, { reuse: true })) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function errorOf(reason: FailureReason, message: string): ApiError {
  return reason === 'large' ? new ApiError(ErrorCode.FILE_TOO_LARGE, message) : unreadable(message);
}

function unreadable(message: string, cause?: unknown): ApiError {
  return new ApiError(ErrorCode.IO_FAILED, message, cause === undefined ? {} : { cause });
}
