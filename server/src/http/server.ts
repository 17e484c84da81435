import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ErrorCode, openapiDocument, operations } from '@canopy/contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Config, type Log, type Route, StartupError } from '../kernel/index.ts';
import { type AnswerServices, answer } from './answer.ts';
import { apiPage } from './api-page.ts';
import { type GaugeSource, Metrics } from './metrics.ts';
import { serveWebApp } from './web-app.ts';

export interface HttpOptions {
  readonly config: Pick<Config, 'listen' | 'publicUrl' | 'trustedProxies'>;
  readonly routes: readonly Route[];
  readonly authenticate: AnswerServices['authenticate'];
  /**
   * Resolves when the parts behind the server answer, with what an operator should look at nevertheless; rejects
   * with the reason when they don't.
   */
  readonly health: () => Promise<readonly string[]>;
  /** Figures of other parts for /metrics. */
  readonly gauges?: readonly GaugeSource[];
  /** Folder of the built web app. */
  readonly webFolder: string | undefined;
  /** What a program that draws previews is told of a page of the web app; undefined = the page itself. */
  readonly preview?: (visit: PageVisit) => Promise<string | undefined>;
  readonly log: Log;
}

/** Somebody opens a page of the web app. */
export interface PageVisit {
  readonly userAgent: string | undefined;
  /** Path and query. */
  readonly url: string;
  readonly siteUrl: string;
  /** The client's address, behind trusted proxies the one they tell. */
  readonly address: string;
}

export interface HttpServer {
  /** Resolves with the address people can open, such as `http://127.0.0.1:5212`. */
  listen(): Promise<string>;
  /** Takes no new requests, lets those under way end, and cuts what is still open after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** A client must have sent its headers by then, in milliseconds; bodies have limits of their own. */
const headersTimeout = 20_000;
const keepAliveTimeout = 75_000;
/** How long a client that sends no more is waited for when there is nothing to send to it either. */
const silentAfterEnd = 5_000;

/** Builds the HTTP server over the routes of all capabilities. */
export async function createHttpServer(options: HttpOptions): Promise<HttpServer> {
  const { config, log } = options;
  let server: Server | undefined;
  const app: FastifyInstance = Fastify({
    // Bodies may take hours on slow lines, so there is no limit for a request as a whole.
    serverFactory: (handler) => {
      server = createServer({ headersTimeout, keepAliveTimeout, requestTimeout: 0, maxHeaderSize: 64 * 1024 }, handler);
      Object.assign(server, { httpAllowHalfOpen: true });
      server.on('connection', giveUpSilent);
      return server;
    },
    frameworkErrors: (error, _request, reply: FastifyReply) => void reply.code(400).send(envelopeOf(error)),
    clientErrorHandler: refuseSocket,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 4096 },
    forceCloseConnections: 'idle',
  });
  // Every route reads its body itself: JSON within limits, bytes as a stream.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));

  const metrics = new Metrics(options.gauges ?? []);
  const siteUrl = (request: FastifyRequest) => config.publicUrl ?? `${request.protocol}://${request.host}`;
  const services: AnswerServices = {
    authenticate: options.authenticate,
    siteUrl,
    metrics,
    log,
  };
  for (const route of options.routes) {
    const { method, path } = operations[route.operation];
    app.route({
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        reply.hijack();
        await answer(route, request, reply.raw, services);
      },
    });
  }
  addOwnPages(app, options, metrics);
  await serveWebApp(app, options.webFolder, async (request) =>
    options.preview?.({
      userAgent: request.headers['user-agent'],
      url: request.url,
      siteUrl: siteUrl(request),
      address: request.ip,
    }),
  );
  await app.ready();
  return {
    listen: () => listen(app, config.listen),
    async close(graceMs = 10_000) {
      const cut = setTimeout(() => server?.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(cut);
    },
  };
}

/**
 * A client may say that it sends no more and still wait for its answer. Whether it does, or has gone altogether, shows
 * with the first byte that is sent to it; so where none is sent for a while, it is taken for gone.
 */
function giveUpSilent(socket: Socket): void {
  socket.once('end', () => {
    const written = socket.bytesWritten;
    const timer = setTimeout(() => {
      if (socket.bytesWritten === written) socket.destroy();
    }, silentAfterEnd);
    socket.once('close', () => clearTimeout(timer));
  });
}

/** What the framework refuses before any route is asked, such as addresses that cannot be decoded. */
function envelopeOf(error: Error): { code: number; msg: string } {
  return { code: ErrorCode.PARAM_INVALID, msg: error.message };
}

/** What is not HTTP, or too much of it, or too slow. */
function refuseSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, text] = refusals[error.code ?? ''] ?? ['400 Bad Request', 'This is not a request of HTTP.'];
  const body = JSON.stringify({ code: ErrorCode.PARAM_INVALID, msg: text });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  if (socket.writable) socket.write(head + body);
  socket.destroySoon();
}

const refusals: Readonly<Record<string, readonly [status: string, text: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large.'],
};

function addOwnPages(app: FastifyInstance, { health, log }: HttpOptions, metrics: Metrics): void {
  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      const notices = await health();
      return { status: 'ok', ...(notices.length > 0 && { notices }) };
    } catch (error) {
      log.error({ err: error }, 'not healthy');
      return reply.code(503).send({ status: 'failing' });
    }
  });
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) return reply.callNotFound();
    const { contentType, body } = await metrics.text();
    return reply.header('content-type', contentType).send(body);
  });
  let printed: string | undefined;
  app.get('/api/v4/openapi.json', async (_request, reply) => {
    printed ??= JSON.stringify(openapiDocument());
    return reply.header('content-type', 'application/json').send(printed);
  });
  app.get('/api/v4/docs', async (_request, reply) => {
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(apiPage());
  });
}

/** Figures tell about the drive, so only this machine reads them, and nobody through a proxy on it. */
function isLocal({ raw }: FastifyRequest): boolean {
  const peer = raw.socket.remoteAddress ?? '';
  const forwarded = raw.headers['x-forwarded-for'] ?? raw.headers.forwarded;
  return forwarded === undefined && /^(::1|(::ffff:)?127\.)/.test(peer);
}

async function listen(app: FastifyInstance, { host, port }: Config['listen']): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw new StartupError(reasonNotToListen(error as NodeJS.ErrnoException, host, port));
  }
  const bound = app.server.address() as AddressInfo;
  const everywhere = bound.address === '0.0.0.0' || bound.address === '::';
  const name = everywhere ? 'localhost' : bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${name}:${bound.port}`;
}

function reasonNotToListen(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use, perhaps by another Canopy. Stop that program, or choose another port with CANOPY_LISTEN.`;
  }
  if (error.code === 'EACCES') return `Port ${port} needs special rights. Choose one above 1023 with CANOPY_LISTEN.`;
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Set CANOPY_LISTEN to one it has.`;
  return `Listening on ${host}:${port} failed: ${error.message}`;
}
