import type { IncomingMessage } from 'node:http';
import { ApiError, ErrorCode } from '@canopy/contract';
import type { ByteSource } from '../blobs/index.ts';

/** A body that brings nothing for so long is given up, in milliseconds. */
const patienceMs = 60_000;
/** What is left of a refused body is read and dropped up to so many bytes; more is not worth the answer. */
const maxDrainedBytes = 256 * 1024 * 1024;

const wholeNumber = /^\d{1,16}$/;

/**
 * Length that the headers announce (transfer.md 2.3): `Content-Length`, else `X-Expected-Entity-Length`, which
 * browsers send where they cannot set the former; undefined when neither is there.
 * @throws ApiError `otherwise` for what is no number.
 */
export function announcedLength(request: IncomingMessage, otherwise: number): number | undefined {
  const text = request.headers['content-length'] ?? request.headers['x-expected-entity-length'];
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !wholeNumber.test(text)) {
    throw new ApiError(otherwise, 'The length of the body is not a number.');
  }
  return Number(text);
}

/**
 * The body of a request, as fast as it is taken. Leaving off early leaves the connection open, so that the
 * answer can still be read. A body that stops half-way, or a connection that brings nothing for a minute, ends
 * it with ApiError 50004; an aborted `given up` signal with its reason.
 */
export async function* bodyOf(request: IncomingMessage, givenUp?: AbortSignal, patience = patienceMs): ByteSource {
  let wake = () => {};
  const onChange = () => wake();
  const onTimeout = () => void request.destroy();
  for (const event of ['readable', 'end', 'close', 'error']) request.on(event, onChange);
  givenUp?.addEventListener('abort', onChange);
  request.setTimeout(patience, onTimeout);
  try {
    for (;;) {
      if (givenUp?.aborted) throw givenUp.reason;
      const piece: Buffer | null = request.read();
      if (piece !== null) {
        yield piece;
        continue;
      }
      if (request.readableEnded) return;
      if (request.destroyed)
        throw new ApiError(ErrorCode.IO_FAILED, 'The body stopped half-way. Please send it again.');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    request.setTimeout(0);
    request.off('timeout', onTimeout);
    givenUp?.removeEventListener('abort', onChange);
    for (const event of ['readable', 'end', 'close', 'error']) request.off(event, onChange);
    // A late failure of a connection that nobody reads any more is nobody's concern.
    request.on('error', () => {});
  }
}

/** Whether the rest of a body will never come, as far as is known by now: its sender has gone. */
export function hasGone({ complete, destroyed, socket }: IncomingMessage): boolean {
  return !complete && (destroyed || socket.destroyed || socket.readableEnded);
}

/**
 * Reads and drops what is left of a body: a client that is told of a failure while it still sends sees a broken
 * connection instead of the answer. Only when nobody reads it any more. Never fails; resolves when the body or the patience is at its end.
 */
export async function drain(request: IncomingMessage, patience = patienceMs): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  await new Promise<void>((resolve) => {
    let dropped = 0;
    const onData = (piece: Buffer) => {
      dropped += piece.length;
      if (dropped > maxDrainedBytes) finish();
    };
    const finish = () => {
      request.off('data', onData);
      for (const event of ['end', 'close', 'error', 'timeout']) request.off(event, finish);
      request.setTimeout(0);
      resolve();
    };
    request.on('data', onData);
    for (const event of ['end', 'close', 'error']) request.on(event, finish);
    request.setTimeout(patience, finish);
    request.resume();
  });
}
