import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, ErrorCode } from '@canopy/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { type Caller, type Route, route, silentLog, streamRoute } from '../kernel/index.ts';
import { createHttpServer, type HttpServer } from './index.ts';

const anonymous: Caller = {
  userId: 0,
  anonymous: true,
  isAdmin: false,
  group: {
    id: 3,
    name: 'Anonymous',
    permissions: new Set(),
    speedLimit: 0,
    maxWalkedFiles: 0,
    trashRetention: 0,
    redirectedLinks: true,
    decompressSize: 0,
    directLinkBatch: 0,
  },
  scopes: undefined,
};
const somebody: Caller = { ...anonymous, userId: 1, anonymous: false };

describe('the HTTP shell', () => {
  let server: HttpServer | undefined;
  let folder: string | undefined;
  afterEach(async () => {
    await server?.close(0);
    if (folder) rmSync(folder, { recursive: true });
    folder = undefined;
  });

  async function start(routes: Route[], caller: Caller = somebody, webFolder?: string): Promise<string> {
    server = await createHttpServer({
      config: { listen: { host: '127.0.0.1', port: 0 }, publicUrl: undefined, trustedProxies: [] },
      routes,
      authenticate: async () => caller,
      health: async () => [],
      webFolder,
      preview: async ({ userAgent, url }) => (userAgent === 'crawler' ? `preview of ${url}` : undefined),
      log: silentLog,
    });
    return server.listen();
  }
  const send = async (url: string, init?: RequestInit) => {
    const response = await fetch(url, init);
    return {
      status: response.status,
      headers: response.headers,
      json: (await response.json()) as { code: number; msg: string },
    };
  };
  const rename = (address: string, body: string, headers = {}) =>
    send(`${address}/api/v4/file/rename`, { method: 'POST', body, headers });

  it('answers an envelope that no cache keeps', async () => {
    const address = await start([route('ping', async () => '4.18.0')], anonymous);
    const { status, headers, json } = await send(`${address}/api/v4/site/ping`);
    expect(status).toBe(200);
    expect(json).toEqual({ code: 0, data: '4.18.0', msg: '' });
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it('lets nobody in by omission: the contract decides who must sign in and which scope is needed', async () => {
    const me = route('getMe', async () => {
      throw new Error('reached');
    });
    const address = await start([me], anonymous);
    expect((await send(`${address}/api/v4/user/me`)).json.code).toBe(401);
    await server?.close(0);
    const scoped = await start([me], { ...somebody, scopes: ['Files.Write'] });
    expect((await send(`${scoped}/api/v4/user/me`)).json).toMatchObject({
      code: 40089,
      msg: expect.stringContaining('Insufficient scope'),
    });
  });

  it('refuses malformed bodies with 40001 and says why', async () => {
    const address = await start([
      route('renameFile', async () => Promise.reject(new ApiError(ErrorCode.PATH_NOT_EXIST))),
    ]);
    for (const body of [
      'xx',
      '[]',
      '{}',
      '{"uri":1,"new_name":"a"}',
      '{"uri":null,"new_name":"a"}',
      '{"uri":"cloudreve://my/a"',
      '',
    ]) {
      expect((await rename(address, body)).json.code, body).toBe(40001);
    }
    const fine = await rename(address, '{"uri":"cloudreve://my/a","new_name":"b","extra":{"__proto__":1}}');
    expect(fine.json.code).toBe(40016);
    const big = `{"uri":"${'a'.repeat(9 * 1024 * 1024)}"}`;
    expect((await rename(address, big)).json.code).toBe(40001);
  });

  it('keeps the correlation id of the caller, and hides what was not meant for him', async () => {
    const address = await start([route('renameFile', async () => Promise.reject(new Error('the secret detail')))]);
    const id = '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11';
    const { json } = await rename(address, '{"uri":"cloudreve://my/a","new_name":"b"}', { 'x-cr-correlation-id': id });
    expect(json).toEqual({ code: -1, msg: 'Something went wrong.', correlation_id: id });
  });

  it('tells a full disk and a failing database by the codes of the contract', async () => {
    const failing = (code: string) =>
      streamRoute('uploadFileChunk', async () => Promise.reject(Object.assign(new Error('raw'), { code })));
    for (const [code, expected] of [
      ['ENOSPC', 50004],
      ['SQLITE_FULL', 50001],
      ['57P01', 50001],
    ] as const) {
      const address = await start([failing(code)]);
      const chunk = `${address}/api/v4/file/upload/6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11/0`;
      expect((await send(chunk, { method: 'POST' })).json.code).toBe(expected);
      await server?.close(0);
    }
  });

  it('tells a handler that somebody waits, also after the body was read', async () => {
    const told: boolean[] = [];
    const address = await start([
      route('renameFile', async ({ signal }) => {
        await new Promise((resolve) => setImmediate(resolve));
        told.push(signal.aborted);
        throw new ApiError(ErrorCode.PATH_NOT_EXIST);
      }),
    ]);
    expect((await rename(address, '{"uri":"cloudreve://my/a","new_name":"b"}')).json.code).toBe(40016);
    expect(told).toEqual([false]);
  });

  it('survives a body that stops half-way', async () => {
    const address = await start([
      route('ping', async () => '4.18.0'),
      route('renameFile', async () => Promise.reject(new Error())),
    ]);
    const { port } = new URL(address);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('POST /api/v4/file/rename HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"uri"', () =>
          socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    expect((await send(`${address}/api/v4/site/ping`)).json.code).toBe(0);
  });

  it('answers unknown addresses of the API with 404, and all others with the app', async () => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-web-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>app</title>');
    for (const name of ['assets/a.js', 'assets/pdf.worker.min-Ab1.mjs', 'assets/leaf.png', 'sw.js']) {
      writeFileSync(join(folder, name), '1');
    }
    const address = await start([], somebody, folder);
    expect(await send(`${address}/api/v4/no/such`)).toMatchObject({ status: 404, json: { code: 404 } });
    const page = await fetch(`${address}/files/Some%20folder`);
    expect(await page.text()).toBe('<title>app</title>');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(expect.arrayContaining(["script-src 'self'", "style-src 'self'"]));
    expect(policy).not.toMatch(/unsafe|\*/);
    const crawled = await fetch(`${address}/home?path=x`, { headers: { 'user-agent': 'crawler' } });
    expect(await crawled.text()).toBe('preview of /home?path=x');
    expect(crawled.headers.get('content-security-policy')).toBe("default-src 'none'");
    const asset = await fetch(`${address}/assets/a.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const policyOf = async (path: string) => (await fetch(`${address}${path}`)).headers.get('content-security-policy');
    expect(await policyOf('/assets/a.js')).toBe("default-src 'none'");
    expect(await policyOf('/sw.js')).toBe("default-src 'none'; connect-src 'self'");
    expect(await policyOf('/assets/pdf.worker.min-Ab1.mjs')).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    );
    expect(await policyOf('/assets/leaf.png')).toBeNull();
    expect((await fetch(`${address}/assets/missing.js`)).status).toBe(404);
    expect((await fetch(`${address}/assets/..%2f..%2f..%2fetc%2fpasswd`)).status).toBe(404);
  });

  it('shows its figures to this machine alone, and its contract to everybody', async () => {
    const address = await start([route('ping', async () => '4.18.0')]);
    await fetch(`${address}/api/v4/site/ping`);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain(
      'canopy_requests_total{operation="ping",code="0"} 1',
    );
    expect((await fetch(`${address}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(404);
    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${address}/api/v4/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' });
    expect(await (await fetch(`${address}/api/v4/docs`)).text()).toContain('/api/v4/file/rename');
  });

  it('says in plain words why it cannot listen', async () => {
    const address = await start([]);
    const second = await createHttpServer({
      config: {
        listen: { host: '127.0.0.1', port: Number(new URL(address).port) },
        publicUrl: undefined,
        trustedProxies: [],
      },
      routes: [],
      authenticate: async () => anonymous,
      health: async () => [],
      webFolder: undefined,
      log: silentLog,
    });
    await expect(second.listen()).rejects.toThrow(/in use/);
    await second.close(0);
  });
});
