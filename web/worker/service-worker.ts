/**
 * The service worker: the app opens without a connection, and other apps can share files with it.
 *
 * It keeps the app itself and nothing else: no answer of the API, no content, no event passes through it, because it
 * lets every request alone that is not for a page or for a part of the app. Pages come from the network whenever it
 * answers, so that a new version of the server is a new version of the app at once.
 */
import { putIn } from '../src/features/receive/inbox.ts';

declare const self: ServiceWorkerGlobalScope;

/** The parts of the app that are fetched beforehand, and a name for this set of them; the build puts them here. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };

const prefix = 'canopy-shell-';
const cacheName = prefix + __SHELL__.version;
/** Where the page itself is kept: every address of the app is the same page. */
const pageKey = '/files';
const shell = new Set(__SHELL__.files);
const receiveAddress = '/receive';
/** A page that takes longer is taken from the cache: it says itself that there is no connection. */
const patienceMs = 6000;
/** What a proxy answers while the drive is away. */
const away: ReadonlySet<number> = new Set([502, 503, 504]);

/** Addresses that are the server's own, as server/src/http/web-app.ts has them. */
const isServers = (path: string) => /^\/(api|dav|f|s|assets|static|metrics|healthz)(\/|$)|^\/[^/]+\.\w+$/.test(path);
/** Their names carry a hash of their content. */
const isHashed = (path: string) => path.startsWith('/assets/');

self.addEventListener('install', (event) => event.waitUntil(fill()));

self.addEventListener('activate', (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname === receiveAddress) return event.respondWith(receive(request));
  if (request.method !== 'GET' || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    if (!isServers(pathname)) event.respondWith(page(event));
  } else if (isHashed(pathname)) event.respondWith(cacheFirst(request));
  else if (shell.has(pathname)) event.respondWith(networkFirst(request));
});

/** Fetches the shell; of what has not changed since the version before, nothing is fetched again. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    __SHELL__.files.map(async (path) => {
      const before = isHashed(path) ? await caches.match(path) : undefined;
      const response = before ?? (await fetch(path, { cache: 'no-cache' }));
      if (!response.ok) throw new TypeError(`${path} answered ${response.status}`);
      await cache.put(path, response);
    }),
  );
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
  }
}

async function page(event: FetchEvent): Promise<Response> {
  event.waitUntil(letNextTakeOver());
  const asked = fetch(event.request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  if (answer && !away.has(answer.status)) {
    event.waitUntil(leaveIfGone());
    return answer;
  }
  return (await kept(pageKey)) ?? asked;
}

/** The next version takes over while somebody goes to a page, unless other windows still run the one before. */
async function letNextTakeOver(): Promise<void> {
  const { waiting } = self.registration;
  if (waiting && (await self.clients.matchAll({ type: 'window' })).length <= 1) waiting.postMessage('take over');
}

let hasLooked = false;

/** A server that no longer has this program (it is older, or another one) gets its address back without it. */
async function leaveIfGone(): Promise<void> {
  if (hasLooked) return;
  hasLooked = true;
  const answer = await fetch(self.location.href, { cache: 'no-cache' }).catch(() => undefined);
  if (!answer || away.has(answer.status)) return;
  if (answer.ok && answer.headers.get('content-type')?.includes('javascript')) return;
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
  await self.registration.unregister();
}

/** Only looks: the cache of a worker that is leaving is not made anew. */
const kept = (url: string) => caches.match(url, { cacheName });

async function cacheFirst(request: Request): Promise<Response> {
  const found = await kept(request.url);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && (await caches.has(cacheName))) {
    const cache = await caches.open(cacheName);
    await cache.put(request.url, response.clone()).catch(() => undefined);
  }
  return response;
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(request.url);
    if (found) return found;
    throw error;
  }
}

/** Keeps what another app shares and opens the page that asks where it goes. */
async function receive(request: Request): Promise<Response> {
  try {
    const form = await request.formData();
    const files = form.getAll('files').filter((value) => value instanceof File);
    const words = ['title', 'text', 'url'].map((name) => String(form.get(name) ?? '').trim()).filter(Boolean);
    const note = new File([words.join('\n')], `${words[0]?.slice(0, 60) ?? ''}.txt`, { type: 'text/plain' });
    await putIn(files.length > 0 || words.length === 0 ? files : [note], Date.now());
    return Response.redirect(receiveAddress, 303);
  } catch {
    return Response.redirect(`${receiveAddress}?lost=1`, 303);
  }
}
