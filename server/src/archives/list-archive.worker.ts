import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { ArchiveError } from './formats/archive-error.ts';
import type { ByteFile } from './formats/bytes.ts';
import { listArchive } from './formats/index.ts';
import { Listing } from './formats/listing.ts';
import type { FromThread, ListTask, ToThread } from './protocol.ts';

const port = parentPort as MessagePort;
const task = workerData as ListTask;

/** The archive, piece by piece, from the thread that has it open. */
const file: ByteFile = {
  size: task.size,
  read: (start, end) =>
    new Promise((resolve) => {
      if (start === end) return resolve(Buffer.alloc(0));
      port.once('message', (bytes: ToThread) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
      tell({ kind: 'read', start, end });
    }),
};

try {
  const listing = new Listing(task.limits);
  await listArchive(task.format, file, listing, task.encoding);
  const json = new Uint8Array(listing.toJson());
  port.postMessage({ kind: 'listed', json } satisfies FromThread, [json.buffer]);
} catch (error) {
  tell({ kind: 'failed', ...failureOf(error) });
}
port.close();

function failureOf(error: unknown): { reason: ArchiveError['reason']; message: string } {
  if (error instanceof ArchiveError) return { reason: error.reason, message: error.message };
  // A place that an archive made up lies outside of what was read.
  const { code } = error as { code?: string };
  if (code === 'ERR_OUT_OF_RANGE' || error instanceof RangeError) {
    return { reason: 'damaged', message: 'The archive is damaged: it points outside of itself.' };
  }
  throw error;
}

function tell(message: FromThread): void {
  port.postMessage(message);
}
