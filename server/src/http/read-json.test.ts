import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

it('gives up a body that does not come, and then the connection', async () => {
  let refusal: unknown;
  server = createServer({ keepAliveTimeout: 100, keepAliveTimeoutBuffer: 0 }, async (request, response) => {
    refusal = await readJson(request, 100).catch((error: unknown) => error);
    response.end('refused');
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
  let told = '';
  socket.on('data', (piece) => {
    told += piece;
  });
  await new Promise((resolve) => socket.once('close', resolve));
  expect(told).toContain('refused');
  expect(refusal).toMatchObject({ code: 40001 });
});
