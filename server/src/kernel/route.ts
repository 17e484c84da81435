import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyOf, DataOf, OperationId, Operations, ParamsOf, QueryOf } from '@canopy/contract';
import type { Caller } from './caller.ts';

/** One request, parsed and checked against the contract, with everything that a rule may want to know of it. */
export interface RequestContext<Id extends OperationId> {
  readonly caller: Caller;
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  /** The raw request: headers, and the body where the route takes a stream. */
  readonly request: IncomingMessage;
  /** Scheme and host under which links in the answer must work, without a trailing slash. */
  readonly siteUrl: string;
  /** The client's address, behind trusted proxies the one they tell. */
  readonly address: string;
  /** `X-Cr-Client-Id`: the tab or program that asks; it is not told about its own changes. */
  readonly clientId: string | undefined;
  readonly correlationId: string;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
}

export interface RawContext<Id extends OperationId> extends RequestContext<Id> {
  readonly response: ServerResponse;
}

/**
 * One operation of the contract and how this server answers it. Who may call it, its scope, its shapes
 * and its limits come from the contract's declaration, so that nothing is open by omission.
 */
export interface Route {
  readonly operation: OperationId;
  /**
   * - `json`: the body is parsed and validated; the result becomes `data` of the envelope.
   * - `stream`: the body is left to the handler as a stream; the result becomes `data` of the envelope.
   * - `raw`: the handler writes the whole answer itself. What it throws before the first byte becomes an envelope.
   */
  readonly kind: 'json' | 'stream' | 'raw';
  readonly handle: (context: RawContext<OperationId>) => Promise<unknown>;
}

/** Returned by a handler instead of `data`, where the contract has an answer 302: sends the client there. */
export class Redirect {
  readonly location: string;

  constructor(location: string) {
    this.location = location;
  }
}

/** Returned by a handler instead of `data`, where that was turned into JSON elsewhere: long lists, by threads. */
export class JsonText {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** One frame of an answer of type text/event-stream; `data` is written as JSON. */
export interface EventFrame {
  readonly event: string;
  readonly data: unknown;
}

/**
 * Returned by a handler instead of `data`, where the contract lets the answer be streamed. Frames are asked for as
 * fast as the client takes them; a failure after the first one ends the connection without the last.
 */
export class EventStream {
  readonly frames: AsyncIterable<EventFrame>;

  constructor(frames: AsyncIterable<EventFrame>) {
    this.frames = frames;
  }
}

/** What a handler returns: `data` of the operation, or nothing where it has none. */
type Answer<Id extends OperationId> =
  DataOf<Id> extends undefined
    ? Promise<void>
    : Promise<
        DataOf<Id> | JsonText | Redirect | (Operations[Id] extends { readonly streamed: string } ? EventStream : never)
      >;

/** An operation with a JSON body (or none) and an envelope as its answer. */
export function route<Id extends OperationId>(
  operation: Id,
  handle: (context: RequestContext<Id>) => Answer<Id>,
): Route {
  return declare(operation, 'json', handle);
}

/** An operation whose body is bytes, read by the handler from `context.request`; the answer is an envelope. */
export function streamRoute<Id extends OperationId>(
  operation: Id,
  handle: (context: RequestContext<Id>) => Answer<Id>,
): Route {
  return declare(operation, 'stream', handle);
}

/** An operation whose answer is no envelope: file bodies, archives, redirects, documents. */
export function rawRoute<Id extends OperationId>(
  operation: Id,
  handle: (context: RawContext<Id>) => Promise<void>,
): Route {
  return declare(operation, 'raw', handle);
}

function declare(operation: OperationId, kind: Route['kind'], handle: unknown): Route {
  return { operation, kind, handle: handle as Route['handle'] };
}
