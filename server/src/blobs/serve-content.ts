import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Config } from '../kernel/index.ts';
import { BlobMissingError, type BlobStore, type ByteSource, type OpenBlob } from './blob-store.ts';
import { decide, rangeStillHolds } from './conditions.ts';
import { contentTypeOf } from './content-type.ts';
import { attachment } from './disposition.ts';
import { type ByteRange, parseRange } from './range.ts';
import { throttled } from './throttle.ts';

/** What is served: the bytes of one entity under one name. */
export interface Content {
  /** Where they are; undefined = no bytes at all (the empty entity). */
  readonly blob: { readonly store: BlobStore; readonly key: string } | undefined;
  /** Public id of the entity, the entity tag: content never changes under it. */
  readonly id: string;
  readonly size: number;
  /** Decides the type, and the name when it is saved. */
  readonly name: string;
  /** Save instead of show. */
  readonly download: boolean;
  /** 0 = unlimited. */
  readonly bytesPerSecond: number;
}

export interface ServeOptions {
  readonly clock: Clock;
  /** Lets a web server in front send the bytes. */
  readonly offload: Config['offload'];
  /** Seconds that anybody may keep the answer. */
  readonly maxAgeSeconds: () => number;
  /** Media types by ".ext", over the known ones. */
  readonly mimeMapping: () => Readonly<Record<string, string>>;
}

/**
 * Answers GET and HEAD of a content (RFC 9110: ranges, conditional requests). Whatever people uploaded is sent
 * so that it cannot run in the drive's origin: never sniffed, and sandboxed.
 *
 * Resolves when everything is handed to the connection or the client is gone; the blob is closed by then.
 */
export class ContentServer {
  readonly #options: ServeOptions;

  constructor(options: ServeOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse, content: Content): Promise<void> {
    const etag = `"${content.id}"`;
    this.#setCommonHeaders(request, response, content, etag);
    if (this.#handOver(request, response, content)) return;
    const conditions = {
      ifMatch: request.headers['if-match'],
      ifNoneMatch: request.headers['if-none-match'],
      ifRange: joined(request.headers['if-range']),
    };
    const status = decide(conditions, etag);
    if (status !== 200) return void response.writeHead(status).end();

    const blob = await openBlob(content);
    if (blob === 'missing') return sendText(response, 404, 'The data of this file is missing.');
    try {
      // What a proxy in between was promised must be what is sent, or the transfer breaks in the middle.
      if (blob && blob.size !== content.size) return sendText(response, 404, 'The data of this file is damaged.');
      const ranges = rangeStillHolds(conditions, etag) ? parseRange(request.headers.range, content.size) : undefined;
      await this.#answer(request, response, content, blob, ranges);
    } finally {
      await blob?.close();
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    content: Content,
    blob: OpenBlob | undefined,
    ranges: readonly ByteRange[] | undefined,
  ): Promise<void> {
    const { size } = content;
    const type = contentTypeOf(content.name, this.#options.mimeMapping());
    if (ranges?.length === 0) {
      response.setHeader('Content-Range', `bytes */${size}`);
      return sendText(response, 416, 'The range is outside of the file.');
    }
    response.setHeader('Accept-Ranges', 'bytes');
    const [only] = ranges ?? [];
    let body: ByteSource;
    if (ranges && ranges.length > 1) {
      const boundary = randomBytes(24).toString('hex');
      const heads = ranges.map((range, i) => partHead(i === 0 ? '' : '\r\n', boundary, type, range, size));
      const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
      const bytes = ranges.reduce((sum, range) => sum + range.end - range.start, 0);
      const length = heads.reduce((sum, head) => sum + head.length, bytes) + tail.length;
      response.setHeader('Content-Type', `multipart/byteranges; boundary=${boundary}`);
      response.writeHead(206, { 'Content-Length': length });
      body = manyRanges(blob, ranges, heads, tail);
    } else {
      const { start, end } = only ?? { start: 0, end: size };
      response.setHeader('Content-Type', type);
      if (only) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${size}`);
      response.writeHead(only ? 206 : 200, { 'Content-Length': end - start });
      body = blob ? blob.read(start, end, { reuse: true }) : nothing();
    }
    if (request.method === 'HEAD') return void response.end();
    await sendBody(response, body, { bytesPerSecond: content.bytesPerSecond, clock: this.#options.clock });
  }

  #setCommonHeaders(request: IncomingMessage, response: ServerResponse, content: Content, etag: string): void {
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', `public, max-age=${this.#options.maxAgeSeconds()}`);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    setCorsHeaders(response);
    if (request.method !== 'HEAD') response.setHeader('Content-Security-Policy', 'sandbox');
    if (content.download) response.setHeader('Content-Disposition', attachment(content.name));
  }

  /** Leaves the body, its ranges and its conditions to the web server in front, where one is set up for that. */
  #handOver(request: IncomingMessage, response: ServerResponse, content: Content): boolean {
    const { offload } = this.#options;
    const files = content.blob?.store.files;
    if (!offload || !content.blob || !files || request.method === 'HEAD') return false;
    if (offload.kind === 'x-sendfile') {
      // Nobody but us could keep the limit.
      if (content.bytesPerSecond > 0) return false;
      response.setHeader('X-Sendfile', files.path(content.blob.key));
    } else {
      response.setHeader('X-Accel-Redirect', `${offload.prefix}/${files.pathInDataDir(content.blob.key)}`);
      if (content.bytesPerSecond > 0) response.setHeader('X-Accel-Limit-Rate', content.bytesPerSecond);
    }
    response.setHeader('Content-Type', contentTypeOf(content.name, this.#options.mimeMapping()));
    response.writeHead(200).end();
    return true;
  }
}

/** A client that takes nothing for so long is not coming back, in milliseconds. */
const patienceMs = 600_000;

/**
 * Sends a body with back-pressure: a piece has left for the system when the next one is asked for, so that the
 * source may use its memory again (`ReadOptions.reuse`), and a client that stops reading holds one piece.
 *
 * Resolves when the client is gone, too. A source that fails breaks the connection, as the length (or the end) is
 * already promised.
 */
export async function sendBody(
  response: ServerResponse,
  body: ByteSource,
  { bytesPerSecond, clock }: { readonly bytesPerSecond: number; readonly clock: Clock },
): Promise<void> {
  const gone = new AbortController();
  let written = () => {};
  const onClose = () => {
    gone.abort();
    written();
  };
  const onTimeout = () => void response.destroy();
  response.once('close', onClose);
  response.setTimeout(patienceMs, onTimeout);
  try {
    for await (const piece of throttled(body, bytesPerSecond, clock, gone.signal)) {
      if (gone.signal.aborted) return;
      await new Promise<void>((resolve) => {
        written = resolve;
        response.write(piece, () => resolve());
      });
    }
    response.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    response.destroy();
    throw error;
  } finally {
    response.off('close', onClose);
    response.off('timeout', onTimeout);
    response.setTimeout(0);
  }
}

/** Content may be read by pages of every origin: the link is the permission. */
export function setCorsHeaders(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader(
    'Access-Control-Expose-Headers',
    'Content-Range, Accept-Ranges, Content-Length, Content-Disposition, ETag',
  );
}

async function openBlob({ blob }: Content): Promise<OpenBlob | 'missing' | undefined> {
  if (!blob) return undefined;
  try {
    return await blob.store.open(blob.key);
  } catch (error) {
    if (error instanceof BlobMissingError) return 'missing';
    throw error;
  }
}

function partHead(before: string, boundary: string, type: string, { start, end }: ByteRange, size: number): Buffer {
  return Buffer.from(
    `${before}--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: bytes ${start}-${end - 1}/${size}\r\n\r\n`,
  );
}

async function* manyRanges(
  blob: OpenBlob | undefined,
  ranges: readonly ByteRange[],
  heads: readonly Buffer[],
  tail: Buffer,
): ByteSource {
  for (const [i, range] of ranges.entries()) {
    yield heads[i] as Buffer;
    if (blob) yield* blob.read(range.start, range.end, { reuse: true });
  }
  yield tail;
}

async function* nothing(): ByteSource {}

function sendText(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}
