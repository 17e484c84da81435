import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcedLength, bodyOf, drain } from './body.ts';

let server: Server;
let take: (request: IncomingMessage) => Promise<string>;

beforeAll(async () => {
  server = createServer((request, response) => {
    take(request).then(
      (text) => response.end(text),
      (error: Error) => response.end(`failed: ${error.message}`),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Sends the pieces, and ends unless told to stall. */
function send(pieces: readonly string[], { stall = false, length = pieces.join('').length } = {}): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': length };
    const sent = httpRequest({ port, host: '127.0.0.1', method: 'POST', agent: false, headers }, async (response) => {
      resolve(Buffer.concat(await response.toArray()).toString());
      sent.destroy();
    });
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    if (!stall) sent.end();
  });
}

async function readAll(request: IncomingMessage, ...rest: [AbortSignal?, number?]): Promise<string> {
  let text = '';
  for await (const piece of bodyOf(request, ...rest)) text += Buffer.from(piece).toString();
  return text;
}

describe('bodyOf', () => {
  it('brings everything', async () => {
    take = (request) => readAll(request);
    expect(await send(['hello ', 'world'])).toBe('hello world');
    expect(await send([])).toBe('');
    const large = 'x'.repeat(3_000_000);
    expect(await send([large])).toBe(large);
  });

  it('can be left early, and the answer still arrives', async () => {
    take = async (request) => {
      let first: number | undefined;
      for await (const piece of bodyOf(request)) {
        first = piece[0];
        break;
      }
      await drain(request);
      return `first byte ${first}`;
    };
    expect(await send(['A'.repeat(5_000_000)])).toBe('first byte 65');
  });

  it('gives up a connection that brings nothing', async () => {
    let failure: unknown;
    take = async (request) => {
      try {
        return await readAll(request, undefined, 50);
      } catch (error) {
        failure = error;
        throw error;
      }
    };
    await expect(send(['half'], { stall: true, length: 8 })).rejects.toThrow();
    expect(failure).toMatchObject({ code: 50004 });
  });

  it('stops for a signal, with an answer', async () => {
    const abort = new AbortController();
    take = (request) => {
      setTimeout(() => abort.abort(new Error('enough')), 20);
      return readAll(request, abort.signal);
    };
    expect(await send(['half'], { stall: true, length: 8 })).toBe('failed: enough');
  });
});

describe('drain', () => {
  it('does not wait for ever', async () => {
    take = async (request) => {
      await drain(request, 50);
      return 'answered';
    };
    expect(await send(['half'], { stall: true, length: 8 })).toBe('answered');
  });
});

describe('announcedLength', () => {
  it.each([
    [{ 'content-length': '5' }, 5],
    [{ 'x-expected-entity-length': '7' }, 7],
    [{ 'content-length': '5', 'x-expected-entity-length': '7' }, 5],
    [{}, undefined],
  ])('%o is %s', (headers, length) => {
    expect(announcedLength({ headers } as unknown as IncomingMessage, 40013)).toBe(length);
  });

  it.each(['x', '-1', '1e3', ' 1', '99999999999999999'])('refuses %j', (text) => {
    const request = { headers: { 'x-expected-entity-length': text } } as unknown as IncomingMessage;
    expect(() => announcedLength(request, 40013)).toThrow(expect.objectContaining({ code: 40013 }));
  });
});
