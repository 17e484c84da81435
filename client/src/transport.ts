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
      retryAfter: response.headers.get('retry-after'),
    };
  } catch (error) {
    // fetch tells broken connections as TypeErrors; a file that cannot be read any more is another kind.
    if (error instanceof TypeError) throw new NetworkError(undefined, { cause: error });
    throw error;
  }
}

/** The transport that fits where the code runs. */
export function defaultTransport(fetch: typeof globalThis.fetch): Transport {
  if (typeof XMLHttpRequest === 'undefined') return fetchTransport(fetch);
  /* Most visits send nothing. */
  return async (request) => (await import('./xhr-transport.ts')).xhrTransport(request);
}
