import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FileEvent } from '@canopy/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CanopyClient } from './client.ts';
import { watchFolder } from './events.ts';
import { framesOf } from './events-frames.ts';

const uri = 'cloudreve://my/a b';
const clientId = '11111111-1111-4111-8111-111111111111';
const change = (from: string): FileEvent => ({ type: 'create', file_id: 'f', from, to: '' });
const frame = (event: string, data: unknown = null) => `event:${event}\ndata:${JSON.stringify(data)}\n\n`;

let server: Server;
let requests: IncomingMessage[];
let serve: (response: ServerResponse, index: number) => void;
let end: AbortController;
let changes: FileEvent[];
let opened: boolean[];

beforeEach(async () => {
  requests = [];
  changes = [];
  opened = [];
  end = new AbortController();
  server = createServer((request, response) => {
    requests.push(request);
    serve(response, requests.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  end.abort();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const begin = (response: ServerResponse, name: string) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(frame(name));
};

function watch(options: { silence?: number; wake?: (again: () => void) => () => void } = {}): Promise<void> {
  const { port } = server.address() as AddressInfo;
  return watchFolder(new CanopyClient({ baseUrl: `http://127.0.0.1:${port}`, clientId }), uri, {
    onChange: (event) => changes.push(event),
    onOpen: (isKnown) => opened.push(isKnown),
    signal: end.signal,
    pauses: { first: 1, longest: 20, silence: options.silence ?? 60_000 },
    ...(options.wake && { wake: options.wake }),
  });
}

describe('watching a folder', () => {
  it('tells every change, however its bytes are cut, one by one or in a list', async () => {
    const bytes = Buffer.from(frame('event', change('/湖边')) + frame('event', [change('/b'), change('/c')]));
    serve = (response) => {
      begin(response, 'subscribed');
      for (const byte of bytes) response.write(Buffer.of(byte));
    };
    void watch();
    await vi.waitFor(() => expect(changes.map(({ from }) => from)).toEqual(['/湖边', '/b', '/c']));
    expect(opened).toEqual([false]);
    expect(requests[0]?.headers).toMatchObject({ 'x-cr-client-id': clientId, accept: 'text/event-stream' });
    expect(new URL(requests[0]?.url ?? '', 'http://x').searchParams.get('uri')).toBe(uri);
  });

  it('connects again after a break, an error page and a server that stops', async () => {
    serve = (response, index) => {
      if (index === 0) {
        begin(response, 'subscribed');
        response.write(frame('event', change('/before')));
      } else if (index === 1) response.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
      else if (index === 2)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"code":50005,"msg":"stopping"}');
      else if (index === 3) {
        begin(response, 'resumed');
        response.write(frame('reconnect-required'));
      } else {
        begin(response, 'resumed');
        response.write(frame('event', change('/after')));
      }
    };
    void watch();
    await vi.waitFor(() => expect(changes).toEqual([change('/before')]));
    server.closeAllConnections();
    await vi.waitFor(() => expect(changes).toEqual([change('/before'), change('/after')]));
    expect(opened).toEqual([false, true, true]);
  });

  it('takes a silent connection for a dead one', async () => {
    serve = (response, index) => begin(response, index === 0 ? 'subscribed' : 'resumed');
    void watch({ silence: 30 });
    await vi.waitFor(() => expect(opened.slice(0, 2)).toEqual([false, true]));
  });

  it.each([401, 403, 40001, 40019])('gives up at %i, which will not change', async (code) => {
    serve = (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ code, msg: '' }));
    await watch();
    expect(requests).toHaveLength(1);
  });

  it('ends with its signal, also while it waits', async () => {
    serve = (response) => response.destroy();
    let woken = 0;
    const done = watch({
      wake: () => {
        woken++;
        end.abort();
        return () => woken--;
      },
    });
    await done;
    expect(woken).toBe(0);
  });

  it('passes over what is no event', async () => {
    serve = (response) => {
      begin(response, 'subscribed');
      response.write(`: comment\n\n${frame('event', 7)}event:event\ndata:{"type"\n\n${frame('event', change('/x'))}`);
    };
    void watch();
    await vi.waitFor(() => expect(changes).toEqual([change('/x')]));
  });
});

it('puts a streamed search together', async () => {
  const list = { files: [], parent: { name: 'p' }, pagination: { page: 0, page_size: 0 } };
  serve = (response, index) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(frame('file', [{ name: 'a' }]) + frame('file', [{ name: 'b' }]));
    response.end(index === 0 ? frame('list', list) : '');
  };
  const { port } = server.address() as AddressInfo;
  const client = new CanopyClient({ baseUrl: `http://127.0.0.1:${port}` });
  expect(await client.call('listFiles', { query: { uri } })).toEqual({
    ...list,
    files: [{ name: 'a' }, { name: 'b' }],
  });
  await expect(client.call('listFiles', { query: { uri } })).rejects.toThrow('broke off');
});

it('reads frames with any ends of lines, and data of several lines', () => {
  expect(framesOf('event: a\r\ndata: 1\r\ndata: 2\r\n\r\n:x\n\ndata:3')).toEqual([
    { event: 'a', data: '1\n2' },
    { event: '', data: '3' },
  ]);
});
