/**
 * Small pictures of files: the server's thumbnail where it makes one, else the file itself when it is a small image
 * that every browser shows. Asked for only when a row or tile stays on the page, few at a time.
 */
import type { FileResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client, useThumbExtensions } from '../api/index.ts';
import { isFolder } from './kinds.ts';
import { extensionOf } from './names.ts';
import { uriOf } from './places.ts';

/** Image types that are safe and cheap to show as they are. */
const shownAsIs = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif', 'bmp']);
const shownAsIsBytes = 1_000_000;

/** How long a row must stay in view before its picture is asked for: fast scrolling asks for nothing. */
const settleMs = 120;
const atOnce = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

interface Ask {
  readonly uri: string;
  readonly done: (url: string | undefined) => void;
}

let batch: Ask[] = [];

/** Links of several files are asked for in one request. */
function linkOf(uri: string): Promise<string | undefined> {
  return new Promise((done) => {
    if (batch.length === 0) setTimeout(askForLinks, 30);
    batch.push({ uri, done });
  });
}

function askForLinks(): void {
  const asked = batch;
  batch = [];
  client.call('createDownloadUrl', { body: { uris: asked.map((ask) => ask.uri), skip_error: true } }).then(
    ({ urls }) => {
      for (const [index, ask] of asked.entries()) ask.done(urls[index]?.url || undefined);
    },
    () => {
      for (const ask of asked) ask.done(undefined);
    },
  );
}

type Source = 'thumb' | 'file' | undefined;

function sourceOf(file: FileResponse, thumbs: ReadonlySet<string>): Source {
  if (isFolder(file) || file.size === 0) return undefined;
  const extension = extensionOf(file.name);
  if (thumbs.has(extension) && file.metadata?.['thumb:disabled'] === undefined) return 'thumb';
  /* In a share every link to a content counts as a download. */
  return shownAsIs.has(extension) && file.size <= shownAsIsBytes && uriOf(file).host === 'my' ? 'file' : undefined;
}

/** The address once its picture is there to be shown: until then, and for a broken one, the icon stays. */
async function loaded(url: string | undefined): Promise<string | null> {
  if (!url) return null;
  const image = new Image();
  image.src = url;
  return image.decode().then(
    () => url,
    () => null,
  );
}

/** Address of a small picture of the file; undefined while there is none (its kind icon stands in). */
export function usePicture(file: FileResponse): string | undefined {
  const thumbs = useThumbExtensions();
  const source = sourceOf(file, thumbs);
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!source) return;
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, [source]);
  const { data } = useQuery({
    queryKey: ['picture', file.id, file.primary_entity, source],
    queryFn: async () => {
      const uri = uriOf(file).toString();
      if (source === 'file') return loaded(await linkOf(uri));
      /* No thumbnail is no failure: the kind icon says enough. */
      const thumb = await inTurn(() => client.call('getFileThumb', { query: { uri } })).catch(() => undefined);
      return loaded(thumb?.url);
    },
    enabled: settled && source !== undefined,
    staleTime: 20 * 60_000,
    refetchOnWindowFocus: false,
  });
  return data ?? undefined;
}
