/** The content of a file: its signed link, and its bytes in pieces. */
import { NetworkError } from '@canopy/client';
import { ApiError, ErrorCode, type ErrorEnvelope, type FileResponse } from '@canopy/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client, queries } from '../../api/index.ts';
import { uriOf } from '../../files/index.ts';
import { viewOf } from './views.ts';

export interface Link {
  readonly url: string;
  /** When it ends, by the clock of this device; it lasts at least ten minutes. */
  readonly endsAt: number;
}

const leastLifeMs = 10 * 60_000;
/** What is asked for so late is asked for with a new link. */
const marginMs = 2 * 60_000;

const linkQuery = (file: FileResponse, version?: string, isNew = false) =>
  queryOptions({
    queryKey: ['content', file.id, version ?? file.primary_entity, file.path],
    queryFn: async ({ signal }): Promise<Link> => {
      const body = {
        uris: [uriOf(file).toString()],
        ...(version !== undefined && { entity: version }),
        ...(isNew && { no_cache: true }),
      };
      const { urls, expires } = await client.call('createDownloadUrl', { body }, { signal });
      const now = Date.now();
      const endsAt = expires === null ? Number.POSITIVE_INFINITY : new Date(expires).getTime();
      /* Clocks of devices are wrong at times: a link lasts for what is promised in any case. */
      return { url: urls[0]?.url ?? '', endsAt: Math.max(endsAt, now + leastLifeMs) };
    },
    staleTime: ({ state }) => (state.data ? Math.max(0, state.data.endsAt - marginMs - state.dataUpdatedAt) : 0),
    refetchOnWindowFocus: false,
  });

/** The link to show a file by, or one of its versions. */
export function useContentLink(file: FileResponse, version?: string) {
  return useQuery(linkQuery(file, version));
}

/** The same link, once; a new one when it ends soon, or when `isNew` says that the old one is refused. */
export function contentLink(file: FileResponse, version?: string, isNew = false): Promise<Link> {
  const query = linkQuery(file, version, isNew);
  if (isNew) queries.removeQueries({ queryKey: query.queryKey, exact: true });
  return queries.fetchQuery(query);
}

/** Bytes of a file, at most `length` from `start`; when its link has ended, with a new one. */
export async function readPiece(
  file: FileResponse,
  version: string | undefined,
  { start, length, signal }: { readonly start: number; readonly length: number; readonly signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const { url } = await contentLink(file, version);
  try {
    return await fetchPiece(url, start, length, signal);
  } catch (error) {
    if (!hasEnded(error)) throw error;
    return fetchPiece((await contentLink(file, version, true)).url, start, length, signal);
  }
}

/** Whether a link was refused as one that is too old: a new one may work. */
function hasEnded(error: unknown): boolean {
  return error instanceof ApiError && (error.code === ErrorCode.SIGN_EXPIRED || error.code === ErrorCode.INVALID_SIGN);
}

/** Pictures above this are not loaded before somebody wants to see them. */
const preloadBytes = 25_000_000;
const keptPictures = 4;
/** Pictures by their links, decoded; held, so that the browser does not forget them before they are looked at. */
const pictures = new Map<string, HTMLImageElement>();

/** A picture that is decoded already: it can be drawn with the next frame. */
export function preloadedPicture(url: string): HTMLImageElement | undefined {
  return pictures.get(url);
}

/** Loads the link of a file that may be next, and when it is a picture, the picture. */
async function preload(file: FileResponse): Promise<void> {
  const { url } = await queries.fetchQuery(linkQuery(file));
  if (viewOf(file) !== 'image' || file.size > preloadBytes || pictures.has(url)) return;
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  pictures.set(url, picture);
  const [oldest] = pictures.keys();
  if (pictures.size > keptPictures && oldest !== undefined) pictures.delete(oldest);
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
export async function fetchPiece(
  url: string,
  start: number,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
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
