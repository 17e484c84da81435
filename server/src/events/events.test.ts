import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ErrorCode, IdKind } from '@canopy/contract';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type Caller, silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive } from '../test/drive.ts';
import { EventHub } from './index.ts';

const here = '11111111-1111-4111-8111-111111111111';
const elsewhere = '22222222-2222-4222-8222-222222222222';

describeOnEveryDatabase('the event stream', (current) => {
  let at: TestDrive;
  let hub: EventHub;
  let server: Server;
  let ann: Caller;

  beforeAll(async () => {
    at = await openTestDrive(current());
    ann = (await at.user()).caller;
  });
  afterEach(() => close());

  /** A server with a hub of its own, as after a restart. */
  async function open(): Promise<void> {
    const values = { fs_event_push_enabled: true, fs_event_push_debounce: 0, fs_event_push_max_age: 60 };
    hub = new EventHub({
      ...at,
      database: current(),
      log: silentLog,
      settings: { get: (key) => values[key as keyof typeof values] as never },
      callerOf: async () => ann,
    });
    server = createServer((_request, response) => {
      hub
        .stream(ann, String(_request.headers['x-uri']), _request.headers['x-cr-client-id'] as string, response)
        .catch((error) => {
          response.end(JSON.stringify({ code: error.code }));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async function close(): Promise<void> {
    await hub.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Reads frames one by one. */
  class Listener {
    readonly #frames: AsyncIterator<string>;
    readonly #response: IncomingMessage;

    constructor(response: IncomingMessage) {
      this.#response = response;
      this.#frames = framesOf(response);
    }

    static async listen(uri: string, clientId = here): Promise<Listener> {
      const { port } = server.address() as AddressInfo;
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request({ port, host: '127.0.0.1', headers: { 'x-uri': uri, 'x-cr-client-id': clientId } }, resolve)
          .on('error', reject)
          .end();
      });
      return new Listener(response);
    }

    async next(): Promise<string> {
      return (await this.#frames.next()).value;
    }

    async event(): Promise<unknown> {
      const { file_id: _id, ...event } = JSON.parse(/^event:event\ndata:(.*)$/.exec(await this.next())?.[1] ?? 'null');
      return event;
    }

    hangUp(): void {
      this.#response.destroy();
    }
  }

  const actor = (clientId: string | undefined = elsewhere) => ({ caller: ann, clientId });
  const create = (uri: string, type: 'file' | 'folder' = 'folder', clientId?: string) =>
    at.drive.creator.create(actor(clientId), { uri, type });
  const rename = (uri: string, name: string) => at.drive.renamer.rename(actor(), { uri, new_name: name });

  it('tells what happens below the folder, and nothing from beside it', async () => {
    await open();
    await create('cloudreve://my/watched/deep');
    await create('cloudreve://my/beside');
    const listener = await Listener.listen('cloudreve://my/watched');
    expect(await listener.next()).toBe('event:subscribed\ndata:null');
    await create('cloudreve://my/beside/no');
    await create('cloudreve://my/watched/deep/a.txt', 'file');
    expect(await listener.event()).toEqual({ type: 'create', from: '/deep/a.txt', to: '' });
    await rename('cloudreve://my/watched/deep/a.txt', 'b c.txt');
    expect(await listener.event()).toEqual({ type: 'rename', from: '/deep/a.txt', to: '/deep/b c.txt' });
    await at.drive.mover.moveOrCopy(actor(), {
      uris: ['cloudreve://my/watched/deep/b c.txt'],
      dst: 'cloudreve://my/beside',
    });
    expect(await listener.event()).toEqual({ type: 'delete', from: '/deep/b c.txt', to: '' });
    await at.drive.trash.delete(actor(), { uris: ['cloudreve://my/watched/deep'] });
    expect(await listener.event()).toEqual({ type: 'delete', from: '/deep', to: '' });
  });

  it('does not tell a client what it did itself', async () => {
    await open();
    await create('cloudreve://my/own');
    const listener = await Listener.listen('cloudreve://my/own');
    await listener.next();
    await create('cloudreve://my/own/mine', 'folder', here);
    await create('cloudreve://my/own/theirs');
    expect(await listener.event()).toEqual({ type: 'create', from: '/theirs', to: '' });
  });

  it('takes up where it was, after a restart as well, however much happened', async () => {
    await open();
    await create('cloudreve://my/away');
    const first = await Listener.listen('cloudreve://my/away');
    expect(await first.next()).toContain('subscribed');
    first.hangUp();
    await close();
    const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
    for (const name of names) await create(`cloudreve://my/away/${name}`);
    await rename('cloudreve://my/away/n0', 'zero');
    await at.drive.trash.delete(actor(), { uris: ['cloudreve://my/away/n1'] });
    await open();
    const second = await Listener.listen('cloudreve://my/away');
    expect(await second.next()).toContain('resumed');
    const told = [];
    for (let i = 0; i < 39; i++) told.push(((await second.event()) as { from: string }).from);
    expect(told).toEqual(['/zero', ...names.slice(2).map((name) => `/${name}`)]);
  });

  it('announces its end', async () => {
    await open();
    await create('cloudreve://my/end');
    const listener = await Listener.listen('cloudreve://my/end');
    await listener.next();
    await hub.stop();
    expect(await listener.next()).toBe('event:reconnect-required\ndata:null');
  });

  it('refuses what cannot be listed, and clients without an id', async () => {
    await open();
    const refusal = async (uri: string, clientId?: string) =>
      JSON.parse(await (await Listener.listen(uri, clientId)).next()).code;
    expect(await refusal('cloudreve://my/ghost')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal('nonsense')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal('cloudreve://trash')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal('cloudreve://my', 'nobody')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal(`cloudreve://${at.ids.encode(IdKind.USER, 999)}@my`)).toBe(ErrorCode.PARAM_INVALID);
  });
});

async function* framesOf(response: IncomingMessage): AsyncGenerator<string, string> {
  let text = '';
  for await (const piece of response.setEncoding('utf8')) {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 2);
    }
  }
  return text;
}
