import { NetworkError } from './errors.ts';
import type { Transport } from './transport.ts';

/** A connection that moves nothing for this long is given up. */
const STALL_MS = 60_000;

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
        retryAfter: request.getResponseHeader('retry-after'),
      });
    request.onerror = () => reject(new NetworkError());
    request.onabort = () => reject(signal?.reason ?? new NetworkError('The connection stood still.'));
    request.onloadend = settled;
    signal?.addEventListener('abort', abort);
    watch();
    // Without a type of its own a Blob would announce the file's, and a text would be announced as text.
    request.send(body);
  });
