import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, route, silentLog } from '../kernel/index.ts';
import { createHttpServer, type HttpServer } from './index.ts';

let server: HttpServer;
let port: number;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-odd-'));
  writeFileSync(join(folder, 'index.html'), `<!doctype html>${'x'.repeat(100_000)}<p>the end`);
  const slow = route('ping', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return '4.18.0';
  });
  server = await createHttpServer({
    config: { listen: { host: '127.0.0.1', port: 0 }, publicUrl: undefined, trustedProxies: [] },
    routes: [slow],
    authenticate: async () => ({ userId: 0, anonymous: true, group: {} }) as Caller,
    health: async () => [],
    webFolder: folder,
    log: silentLog,
  });
  port = Number(new URL(await server.listen()).port);
});
afterAll(async () => {
  await server.close(0);
  rmSync(folder, { recursive: true });
});

/** Sends octets as they are, and perhaps the end of what will be sent. @returns everything that comes back */
function exchange(head: string, end: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.setEncoding('latin1').on('data', (piece) => {
      text += piece;
    });
    socket.on('error', reject);
    socket.on('end', () => {
      socket.destroy();
      resolve(text);
    });
    socket.write(head, 'latin1', () => {
      if (end) socket.end();
    });
  });
}

it.each([
  ['a page', '/', 'the end'],
  ['an operation', '/api/v4/site/ping', '4.18.0'],
  ['what is not there', '/api/v4/nothing', '"code":404'],
])('answers %s to a client that says that it will send no more', async (_name, path, expected) => {
  for (const headers of ['', 'Accept-Encoding: gzip\r\n', 'Connection: close\r\n']) {
    const answer = await exchange(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`, true);
    expect(answer).toMatch(/^HTTP\/1\.1 (200|404)/);
    expect(answer).toContain(expected);
  }
});

it.each(['\xff', '\xc3\xa9', '%ff', '%', '%zz', '%c0%af', '%e0%80'])(
  'answers %j in a path with an envelope',
  async (octets) => {
    for (const path of [`/api/v4/file/${octets}`, `/api/v4/site/ping${octets}`, `/f/${octets}/x`]) {
      const answer = await exchange(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, false);
      expect(answer, path).toMatch(/^HTTP\/1\.1 4\d\d/);
      const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
      expect(Object.keys(body).sort(), path).toEqual(['code', 'msg']);
    }
  },
);

it.each(['GET /\x01 HTTP/1.1\r\n\r\n', 'NONSENSE\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n'])(
  'answers %j, which is not HTTP, with an envelope',
  async (octets) => {
    const answer = await exchange(octets, false);
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
    expect(Object.keys(body).sort()).toEqual(['code', 'msg']);
  },
);
