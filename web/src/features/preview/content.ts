/** The content of a file: its signed link, and its bytes in pieces. */
import { NetworkError } from '@canopy/client';
import { ApiError, type ErrorEnvelope, type FileResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client, queries } from '../../api/index.ts';
import { uriOf } from '../../files/index.ts';
import { viewOf } from './views.ts';

/** Links are good for at least ten minutes. */
const linkMs = 8 * 60_000;

const linkQuery = (file: FileResponse, version?: string) => ({
  queryKey: ['content', file.id, version ?? file.primary_entity, file.path],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    client.downloadUrl(uriOf(file), { signal, ...(version !== undefined && { entity: version }) }),
  staleTime: linkMs,
});

/** The link to show a file by, or one of its versions. */
export function useContentUrl(file: FileResponse, version?: string) {
  return useQuery({ ...linkQuery(file, version), refetchOnWindowFocus: false });
}

/** Pictures above this are not loaded before somebody wants to see them. */
const preloadBytes = 25_000_000;
const preloaded = new Set<string>();

/** Loads the link of a file that may be next, and when it is a picture, the picture. */
async function preload(file: FileResponse): Promise<void> {
  const url = await queries.fetchQuery(linkQuery(file));
  if (viewOf(file) !== 'image' || file.size > preloadBytes || preloaded.has(url)) return;
  preloaded.add(url);
  const picture = new Image();
  picture.src = url;
  await picture.decode();
}

/** Makes the neighbours ready once the file itself is shown. */
export function usePreload(files: readonly (FileResponse | undefined)[], isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    /* A neighbour that can't be loaded says so when one steps to it. */
    for (const file of files) {
      /* In a share every link counts as a download: none is made before somebody wants to look. */
      if (file && uriOf(file).host === 'my') preload(file).catch(() => undefined);
    }
  }, [files, isReady]);
}

/** Bytes from `start`, at most `length`. Rejects with the server's error, or a NetworkError. */
export async function fetchPiece(url: string, start: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { range: `bytes=${start}-${start + length - 1}` }, signal });
  } catch (cause) {
    if (cause instanceof TypeError) throw new NetworkError(undefined, { cause });
    throw cause;
  }
  if (response.status === 416) return new Uint8Array();
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 206) return bytes;
  const envelope = envelopeOf(bytes);
  if (envelope) throw ApiError.fromEnvelope(envelope);
  if (!response.ok) throw new NetworkError(`The content was answered with HTTP ${response.status}.`);
  /* A server or proxy without ranges sends everything. */
  return bytes.subarray(start, start + length);
}

/** A refused link answers with an envelope and status 200; a file is answered as a range. */
function envelopeOf(bytes: Uint8Array): ErrorEnvelope | undefined {
  if (bytes.length > 4096) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const looks = typeof value === 'object' && value !== null && 'code' in value && 'msg' in value;
    return looks && typeof value.code === 'number' && value.code !== 0 ? (value as ErrorEnvelope) : undefined;
  } catch {
    return undefined;
  }
}
