import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * What the web app may load. Scripts come from here alone; pictures and media also from object URLs and
 * inline data, which is how previews and thumbnails made in the browser are shown.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' blob: https:",
  "connect-src 'self' https:",
  "frame-src 'self' blob: https:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/**
 * A worker obeys the policy that its own script comes with, not that of the page. Each may do what it needs: the service
 * worker fetches from here; the one that draws PDF also runs decoders of pictures; all others, what is added one day
 * too, get messages and answer them. To what is no worker a policy means nothing.
 */
const workerPolicies: readonly (readonly [RegExp, string])[] = [
  [/[\\/]sw\.js$/, "default-src 'none'; connect-src 'self'"],
  [/[\\/]pdf\.worker[^\\/]*\.mjs$/, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"],
  [/\.m?js$/, "default-src 'none'"],
];

/**
 * What other apps share with the installed app is sent here, and its service worker takes it. Without one the files
 * come to the server, which does not know whose they are: the page says so.
 */
const received = '/receive';

/** What a program that draws previews of links is told of a page; undefined = the page itself. */
export type PagePreview = (request: FastifyRequest) => Promise<string | undefined>;

/** A year: names of files under /assets carry a hash of their content. */
const forever = 'public, max-age=31536000, immutable';

/**
 * Serves the web app: its files, and its page for every other address outside the API, so that the app's own
 * addresses can be opened directly. Without a built app the server is an API and says so.
 * @param folder the built app, or undefined
 */
export async function serveWebApp(
  app: FastifyInstance,
  folder: string | undefined,
  preview: PagePreview,
): Promise<void> {
  const page = folder && existsSync(join(folder, 'index.html')) ? 'index.html' : undefined;
  if (page && folder) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? forever : 'no-cache');
        reply.header('x-content-type-options', 'nosniff');
        const own = workerPolicies.find(([of]) => of.test(path))?.[1];
        if (own) reply.header('content-security-policy', own);
      },
    });
    app.post(received, async ({ raw }, reply) => {
      raw.resume();
      return reply.header('connection', 'close').redirect(`${received}?lost=1`, 303);
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (isForPeople(request) && page) {
      const told = await preview(request);
      return told === undefined ? sendPage(reply, page) : sendPreview(reply, told);
    }
    return reply
      .code(404)
      .header('cache-control', 'no-store')
      .send({ code: 404, msg: 'There is nothing at this address.' });
  });
}

function isForPeople({ method, url }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && !/^\/(api|dav|f|s|assets|metrics|healthz)(\/|\?|$)/.test(url);
}

/** Names of other people stand in it, so that it may do nothing at all. */
function sendPreview(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .send(html);
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'same-origin')
    .header('x-frame-options', 'SAMEORIGIN')
    .sendFile(page);
}
