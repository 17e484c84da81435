import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../kernel/index.ts';
import { inPieces } from './conformance.ts';
import { MemoryDisk, openMemoryStore } from './drivers/memory/index.ts';
import { BlobKeys } from './keys.ts';
import { type Content, ContentServer } from './serve-content.ts';

const bytes = randomBytes(1_000_003);
const disk = new MemoryDisk();
const store = openMemoryStore(disk);
const key = new BlobKeys(systemClock).next();
const options = { clock: systemClock, offload: undefined, maxAgeSeconds: () => 86_400, mimeMapping: () => ({}) };

let content: Content;
let contentServer = new ContentServer(options);
let failure: unknown;
let server: Server;

beforeAll(async () => {
  await store.put(key, inPieces(bytes), { size: bytes.length });
  server = createServer((req, res) => {
    contentServer.serve(req, res, content).catch((error: unknown) => {
      failure = error;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, headers, agent: false }, (res) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece));
      res.on('error', reject);
      res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(pieces) }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const base = {
  id: 'zOie',
  name: 'page.html',
  download: false,
  bytesPerSecond: 0,
  size: bytes.length,
  blob: { store, key },
};

describe('ContentServer', () => {
  it('sends everything, so that it cannot run in the origin of the drive', async () => {
    content = base;
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.body.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      etag: '"zOie"',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=86400',
      'content-length': String(bytes.length),
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    });
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it('answers HEAD with the headers alone', async () => {
    content = { ...base, download: true, name: '森.txt' };
    const answer = await ask({}, 'HEAD');
    expect(answer.body.length).toBe(0);
    expect(answer.headers['content-length']).toBe(String(bytes.length));
    expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''%E6%A3%AE.txt`);
    expect(answer.headers['content-security-policy']).toBeUndefined();
  });

  it('answers one range', async () => {
    content = base;
    const answer = await ask({ range: 'bytes=262140-600000', 'if-range': '"zOie"' });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes 262140-600000/${bytes.length}`);
    expect(answer.body.equals(bytes.subarray(262_140, 600_001))).toBe(true);
  });

  it('sends everything when the range is of another content', async () => {
    content = base;
    expect(await ask({ range: 'bytes=0-1', 'if-range': '"older"' })).toMatchObject({ status: 200 });
  });

  it('answers several ranges as multipart', async () => {
    content = base;
    const answer = await ask({ range: 'bytes=0-1,-3' });
    expect(answer.status).toBe(206);
    const boundary = /boundary=(.+)$/.exec(answer.headers['content-type'] ?? '')?.[1];
    const part = (range: string, data: Uint8Array) =>
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Range: bytes ${range}/1000003\r\n\r\n`,
        ),
        data,
        Buffer.from('\r\n'),
      ]);
    const expected = Buffer.concat([
      part('0-1', bytes.subarray(0, 2)),
      part('1000000-1000002', bytes.subarray(-3)),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
    expect(answer.body.equals(expected)).toBe(true);
    expect(answer.headers['content-length']).toBe(String(expected.length));
  });

  it.each([
    [{ range: 'bytes=9999999-' }, 416],
    [{ 'if-none-match': '"zOie"' }, 304],
    [{ 'if-match': '"older"' }, 412],
  ])('%o is %i', async (headers, status) => {
    content = base;
    const answer = await ask(headers);
    expect(answer.status).toBe(status);
    if (status === 416) expect(answer.headers['content-range']).toBe(`bytes */${bytes.length}`);
  });

  it('serves the empty entity, whatever range is asked for', async () => {
    content = { ...base, blob: undefined, size: 0 };
    expect(await ask({ range: 'bytes=0-1' })).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });

  it('says 404 when the blob is gone', async () => {
    content = { ...base, blob: { store, key: new BlobKeys(systemClock).next() } };
    const answer = await ask();
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('text/plain');
  });

  it('keeps the speed limit after a burst of one second', async () => {
    content = { ...base, bytesPerSecond: 400_000 };
    const started = performance.now();
    const answer = await ask({ range: 'bytes=0-599999' });
    expect(answer.body.length).toBe(600_000);
    const seconds = (performance.now() - started) / 1000;
    expect(seconds).toBeGreaterThan(0.4);
    expect(seconds).toBeLessThan(3);
  });

  it('closes the file when the client hangs up', async () => {
    content = { ...base, bytesPerSecond: 1000 };
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const sent = request({ port, host: '127.0.0.1', agent: false }, (res) => {
        res.once('data', () => {
          res.destroy();
          resolve();
        });
      });
      sent.on('error', () => {});
      sent.end();
    });
    for (let i = 0; i < 200 && disk.openFiles > 0; i++) await setTimeout(10);
    expect(disk.openFiles).toBe(0);
  });

  it('breaks the connection when the disk fails in the middle, instead of ending early', async () => {
    content = base;
    disk.failCall(4, 'EIO');
    await expect(ask()).rejects.toThrow();
    disk.heal();
    expect(failure).toMatchObject({ code: 50004 });
    expect(disk.openFiles).toBe(0);
  });

  it('leaves the body to a web server in front', async () => {
    const files = { path: (blob: string) => `/srv/blobs/${blob}`, pathInDataDir: (blob: string) => `blobs/${blob}` };
    content = { ...base, blob: { store: Object.assign(Object.create(store), { files }), key }, bytesPerSecond: 5000 };
    contentServer = new ContentServer({ ...options, offload: { kind: 'x-accel-redirect', prefix: '/internal' } });
    const answer = await ask({ range: 'bytes=0-1' });
    expect(answer.body.length).toBe(0);
    expect(answer.headers['x-accel-redirect']).toBe(`/internal/blobs/${key}`);
    expect(answer.headers['x-accel-limit-rate']).toBe('5000');
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });
});
