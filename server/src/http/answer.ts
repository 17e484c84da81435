import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ErrorEnvelope,
  Header,
  type Operation,
  type OperationId,
  operations,
  parseBody,
  parseParams,
  parseQuery,
} from '@canopy/contract';
import type { FastifyRequest } from 'fastify';
import {
  type Caller,
  EventStream,
  JsonText,
  type Log,
  type RawContext,
  Redirect,
  type Route,
} from '../kernel/index.ts';
import { currentInspector } from './answer-inspector.ts';
import { correlationIdOf, failureEnvelope, successText } from './envelope.ts';
import { admit } from './gate.ts';
import type { Metrics } from './metrics.ts';
import { readJson } from './read-json.ts';

export interface AnswerServices {
  /** Who calls: decided from the Authorization header alone. Throws what account.md section 4 says. */
  readonly authenticate: (authorization: string | undefined) => Promise<Caller>;
  /** Scheme and host that links in the answer must carry. */
  readonly siteUrl: (request: FastifyRequest) => string;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Slower requests than this are logged, in milliseconds. */
const slow = 2_000;

/** Serves one request of one route from its first byte to its last. */
export async function answer(
  route: Route,
  request: FastifyRequest,
  response: ServerResponse,
  services: AnswerServices,
): Promise<void> {
  const started = performance.now();
  const correlationId = correlationIdOf(request.raw.headers[Header.CORRELATION_ID]);
  let code = 0;
  try {
    const data = await run(route, request, response, correlationId, services);
    if (data instanceof Redirect)
      response.writeHead(302, { location: data.location, 'cache-control': 'no-cache' }).end();
    else if (data instanceof EventStream) await sendFrames(response, route.operation, data);
    else if (data instanceof JsonText) sendJson(response, route.operation, data);
    else if (route.kind !== 'raw') sendText(response, inspected(route.operation, data));
  } catch (error) {
    const envelope = failureEnvelope(error, correlationId, services.log, route.operation);
    code = envelope.code;
    if (response.headersSent) response.destroy();
    else sendText(response, failureText(route.operation, envelope), failureStatus(route.operation, code));
  }
  const milliseconds = performance.now() - started;
  services.metrics.answered(route.operation, code, milliseconds);
  if (milliseconds > slow && route.kind === 'json') {
    services.log.warn(
      { operation: route.operation, correlationId, milliseconds: Math.round(milliseconds) },
      'slow request',
    );
  }
}

async function run(
  route: Route,
  request: FastifyRequest,
  response: ServerResponse,
  correlationId: string,
  services: AnswerServices,
): Promise<unknown> {
  const operation = operations[route.operation];
  const { headers } = request.raw;
  // Clients send their token along with signed links, also one that is no good any more.
  const known = await services.authenticate(operation.security === 'signed' ? undefined : headers.authorization);
  const caller = { ...known, address: request.ip };
  admit(operation, caller);
  const params = parseParams(operation, request.params as Record<string, string>);
  const query = parseQuery(operation, queryOf(request.raw));
  const body =
    route.kind === 'json'
      ? parseBody(operation, 'body' in operation ? await readJson(request.raw) : undefined)
      : undefined;
  const clientId = headers[Header.CLIENT_ID];
  const context = {
    caller,
    params,
    query,
    body,
    request: request.raw,
    response,
    address: request.ip,
    correlationId,
    clientId: typeof clientId === 'string' ? clientId : undefined,
    get siteUrl() {
      return services.siteUrl(request);
    },
    get signal() {
      return hangUpSignal(response);
    },
  };
  return route.handle(context as unknown as RawContext<OperationId>);
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
}

/** Made only where somebody asks for it. */
function hangUpSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  // The request is over as soon as its body was read; whether somebody waits is told by the response.
  if (response.destroyed && !response.writableFinished) controller.abort();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Ends early when the client hangs up; the source is told, so that it stops its work. */
async function sendFrames(response: ServerResponse, operation: OperationId, { frames }: EventStream): Promise<void> {
  for await (const { event, data } of frames) {
    if (response.destroyed) return;
    if (!response.headersSent) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
    }
    inspectFrame(operation, event, data);
    if (!response.write(`event:${event}\ndata:${JSON.stringify(data)}\n\n`)) await drained(response);
  }
  response.end();
}

/** The last frame of a stream is what would else be `data`. */
function inspectFrame(operation: OperationId, event: string, data: unknown): void {
  if (event === 'list') currentInspector()?.(operation, JSON.parse(successText(data)));
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.destroyed) done();
  });
}

function inspected(operation: OperationId, data: unknown): string {
  const text = successText(data);
  currentInspector()?.(operation, JSON.parse(text));
  return text;
}

/** The envelope of a success around JSON that is there already; it may be long, so it is not copied. */
function sendJson(response: ServerResponse, operation: OperationId, { bytes }: JsonText): void {
  const [before, after] = successText('?').split('"?"') as [string, string];
  const inspect = currentInspector();
  if (inspect) inspect(operation, JSON.parse(before + Buffer.from(bytes).toString() + after));
  response.writeHead(200, headersOf(before.length + bytes.length + after.length));
  response.write(before);
  response.write(bytes);
  response.end(after);
}

function failureText(operation: OperationId, envelope: ErrorEnvelope): string {
  const text = JSON.stringify(envelope);
  currentInspector()?.(operation, JSON.parse(text));
  return text;
}

function failureStatus(operation: OperationId, code: number): number {
  const { raw }: Operation = operations[operation];
  return raw?.failureStatuses?.[code] ?? 200;
}

function sendText(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, headersOf(Buffer.byteLength(text)));
  // As text it leaves in one write with the headers.
  response.end(text);
}

function headersOf(length: number): Record<string, string | number> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': length,
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
  };
}
