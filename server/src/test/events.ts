import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../db/index.ts';
import { EventHub } from '../events/index.ts';
import { type Caller, silentLog } from '../kernel/index.ts';
import type { TestDrive } from './drive.ts';

const values = { fs_event_push_enabled: true, fs_event_push_debounce: 0, fs_event_push_max_age: 60 };

/** A server with nothing but an event hub of its own, as after a restart, for one caller. */
export class EventServer {
  readonly hub: EventHub;
  /** The answers under way and past, in their order. */
  readonly responses: ServerResponse[] = [];
  readonly #server: Server;

  private constructor(hub: EventHub, caller: Caller) {
    this.hub = hub;
    this.#server = createServer((asked, response) => {
      this.responses.push(response);
      const clientId = asked.headers['x-cr-client-id'] as string;
      hub.stream(caller, String(asked.headers['x-uri']), clientId, response).catch((error) => {
        response.end(JSON.stringify({ code: error.code }));
      });
    });
  }

  static async open(drive: TestDrive, database: Database, caller: Caller): Promise<EventServer> {
    const settings = { get: (key: string) => values[key as keyof typeof values] as never };
    const hub = new EventHub({ ...drive, database, log: silentLog, settings, callerOf: async () => caller });
    const server = new EventServer(hub, caller);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  async listen(uri: string, clientId: string | undefined): Promise<EventListener> {
    const { port } = this.#server.address() as AddressInfo;
    const headers = { 'x-uri': uri, ...(clientId && { 'x-cr-client-id': clientId }) };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ port, host: '127.0.0.1', headers }, resolve).on('error', reject).end();
    });
    return new EventListener(response);
  }

  async close(): Promise<void> {
    await this.hub.stop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Reads frames one by one, and nothing before it is asked. */
export class EventListener {
  readonly #frames: AsyncIterator<string>;
  readonly #response: IncomingMessage;

  constructor(response: IncomingMessage) {
    this.#response = response;
    this.#frames = framesOf(response);
  }

  async next(): Promise<string> {
    return (await this.#frames.next()).value;
  }

  /** The next event, without its file. */
  async event(): Promise<{ type: string; from: string; to: string } | null> {
    const { file_id: _id, ...event } = JSON.parse(/^event:event\ndata:(.*)$/.exec(await this.next())?.[1] ?? 'null');
    return event;
  }

  hangUp(): void {
    this.#response.destroy();
  }
}

async function* framesOf(response: IncomingMessage): AsyncGenerator<string, string> {
  let text = '';
  for await (const piece of response.setEncoding('utf8')) {
    text += piece;
    let from = 0;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n', from)) {
      yield text.slice(from, end);
      from = end + 2;
    }
    text = text.slice(from);
  }
  return text;
}
