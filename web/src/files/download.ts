/**
 * Downloads whose progress can be shown. The bytes go to a file of the browser's own storage for this site and from
 * there, when all are there, to where the person keeps downloads. Where the browser has no such storage, or not enough
 * of it, the browser loads the link by itself.
 */
import { isAbort, NetworkError, UnexpectedAnswerError } from '@canopy/client';
import { ApiError, type ErrorEnvelope } from '@canopy/contract';
import { patiently } from './patience.ts';
import type { Run } from './work.ts';

/** Names of files of this module, with the time they were begun. */
const prefix = 'canopy-download-';
/** What was begun so long ago has been saved, or will never be. */
const keptMs = 6 * 3_600_000;

/** Starts a download without leaving the page; an address of a blob is saved under `name`. */
export function follow(url: string, name?: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noopener';
  if (name !== undefined) link.download = name;
  link.click();
}

/** A folder of the site's own, without what earlier downloads left; undefined where there is none. */
async function ownFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    const folder = await navigator.storage.getDirectory();
    for await (const name of folder.keys()) {
      if (!name.startsWith(prefix)) continue;
      if (Date.now() - Number.parseInt(name.slice(prefix.length), 10) > keptMs) await folder.removeEntry(name);
    }
    return folder;
  } catch {
    /* Not over TLS, a private window, or switched off. */
    return undefined;
  }
}

/** The name an answer gives its content; undefined when it gives none. */
export function nameOf(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  try {
    if (encoded !== undefined) return decodeURIComponent(encoded);
  } catch {
    /* Badly encoded: the plain one, if any. */
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
}

/**
 * Downloads what a link leads to, and tells how far it is. Resolves when the browser has it all, or does it alone.
 * A broken connection is waited for. Rejects with an AbortError when the run is ended, and when the link leads to no
 * content.
 */
export async function downloadWithProgress(url: string, run: Run): Promise<'done' | 'elsewhere'> {
  const isOwn = new URL(url, window.location.href).origin === window.location.origin;
  const folder = isOwn ? await ownFolder() : undefined;
  if (!folder) {
    follow(url);
    return 'elsewhere';
  }
  const name = `${prefix}${Date.now()}-${Math.random().toString(36).slice(2)}`;
  let isKept = false;
  try {
    const handle = await folder.getFileHandle(name, { create: true });
    /* An archive is made while it is sent, so that one that broke off comes from its begin. */
    const disposition = await patiently(run, async () => load(url, await handle.createWritable(), run));
    const address = URL.createObjectURL(await handle.getFile());
    follow(address, nameOf(disposition) ?? 'download.zip');
    isKept = true;
    return 'done';
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
    follow(url);
    return 'elsewhere';
  } finally {
    /* The browser may still be copying a file that was saved. */
    if (!isKept) await folder.removeEntry(name).catch(() => undefined);
  }
}

/** What `fetch` rejects with when the connection breaks is a TypeError, as of a mistake in the code. */
async function overNet<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isAbort(error) ? error : new NetworkError(undefined, { cause: error });
  }
}

/** Why a link gave no content: what the server says, or that somebody else answered in its place. */
async function refusalOf(response: Response): Promise<Error> {
  const text = await response.text().catch(() => '');
  try {
    const envelope = JSON.parse(text) as Partial<ErrorEnvelope> | null;
    if (typeof envelope?.code === 'number') return ApiError.fromEnvelope({ msg: '', ...envelope, code: envelope.code });
  } catch {
    /* A page of a proxy, say. */
  }
  const { headers, status } = response;
  return new UnexpectedAnswerError(
    status,
    headers.get('content-type') ?? '',
    text,
    Number(headers.get('retry-after')) || undefined,
  );
}

/** Writes the content of a link, piece by piece. @returns its Content-Disposition */
async function load(url: string, sink: FileSystemWritableFileStream, { signal, report }: Run): Promise<string | null> {
  try {
    const response = await overNet(() => fetch(url, { signal }));
    const type = response.headers.get('content-type') ?? '';
    /* The API says its errors in JSON, with 200. */
    if (!response.ok || !response.body || (type.includes('json') && !response.headers.has('content-disposition')))
      throw await refusalOf(response);
    const total = Number(response.headers.get('content-length')) || undefined;
    let bytes = 0;
    report(0, total);
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await overNet(() => reader.read());
      if (done) break;
      await sink.write(value);
      bytes += value.byteLength;
      report(bytes, total);
    }
    await sink.close();
    return response.headers.get('content-disposition');
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  }
}
