/** How bytes leave: XMLHttpRequest where it exists (only it tells how much was sent), fetch elsewhere. */
import { NetworkError } from './errors.ts';
import type { Answer } from './wire.ts';

export interface ChunkRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the body that have left so far. Browsers call it often, fetch only at the end. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
}

/** Sends one body. Rejects with NetworkError when no answer came, with an AbortError when the signal fired. */
export type Transport = (request: ChunkRequest) => Promise<Answer>;

/** A connection that moves nothing for this long is given up. */
const STALL_MS = 60_000;

export function sizeOf(body: Blob | Uint8Array): number {
  return body instanceof Blob ? body.size : body.byteLength;
}

/** Transport over fetch. The length of the body is known beforehand, so that Content-Length is sent. */
export function fetchTransport(fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args)): Transport {
  return async ({ method, url, headers, body, signal, onProgress }) => {
    const answer = await answerOf(() => fetch(url, { method, headers, body, signal: signal ?? null }));
    onProgress?.(sizeOf(body));
    return answer;
  };
}

/** Reads an answer whole; failures other than aborts become NetworkErrors. */
export async function answerOf(request: () => Promise<Response>): Promise<Answer> {
  try {
    const response = await request();
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      text: await response.text(),
    };
  } catch (error) {
    // fetch tells broken connections as TypeErrors; a file that cannot be read any more is another kind.
    if (error instanceof TypeError) throw new NetworkError(undefined, { cause: error });
    throw error;
  }
}

/** Transport over XMLHttpRequest, with progress and a limit on standing still. */
export const xhrTransport: Transport = ({ method, url, headers, body, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    let stall: ReturnType<typeof setTimeout>;
    const watch = () => {
      clearTimeout(stall);
      stall = setTimeout(() => {
        reject(new NetworkError('The connection stood still.'));
        request.abort();
      }, STALL_MS);
    };
    const abort = () => request.abort();
    const settled = () => {
      clearTimeout(stall);
      signal?.removeEventListener('abort', abort);
    };
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      watch();
      onProgress?.(event.loaded);
    };
    request.onload = () =>
      resolve({
        status: request.status,
        contentType: request.getResponseHeader('content-type') ?? '',
        text: request.responseText,
      });
    request.onerror = () => reject(new NetworkError());
    request.onabort = () => reject(signal?.reason ?? new NetworkError('The connection stood still.'));
    request.onloadend = settled;
    signal?.addEventListener('abort', abort);
    watch();
    // Without a type of its own a Blob would announce the file's, and a text would be announced as text.
    request.send(body);
  });

/** The transport that fits where the code runs. */
export function defaultTransport(fetch: typeof globalThis.fetch): Transport {
  return typeof XMLHttpRequest === 'undefined' ? fetchTransport(fetch) : xhrTransport;
}
