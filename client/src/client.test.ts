import { ApiError } from '@canopy/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CanopyClient } from './client.ts';
import { isAbort, NetworkError, PayloadTooLargeError, UnexpectedAnswerError } from './errors.ts';
import { FakeServer, tokenOf } from './node/test/fake-server.ts';
import { MemorySession, type SessionStore } from './session.ts';

const user = { id: 'u1', nickname: 'Mira', created_at: '' };
const uri = 'cloudreve://my/a.txt';

let server: FakeServer;
beforeEach(async () => {
  server = await new FakeServer().start();
  server.put(uri, 'text');
});
afterEach(() => server.stop());

function clientWith(session: SessionStore = new MemorySession()): CanopyClient {
  return new CanopyClient({ baseUrl: `${server.url}/`, session });
}

const signedIn = (token = 'good', leftMs?: number) => new MemorySession({ user, token: tokenOf(token, leftMs) });
const count = (kind: string) => server.log.filter((each) => each === kind).length;

describe('call', () => {
  it('answers the data', async () => {
    const file = await clientWith().call('getFileInfo', { query: { uri } });
    expect(file).toMatchObject({ name: 'a.txt', size: 4 });
  });

  it('throws the error of an envelope', async () => {
    const error = await clientWith()
      .info('cloudreve://my/none')
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 40016 });
  });

  it('tells a missing answer, a proxy that refuses, and an answer that is none', async () => {
    const client = clientWith();
    server.fault = () => 'lost';
    await expect(client.info(uri)).rejects.toBeInstanceOf(NetworkError);
    server.fault = () => 413;
    await expect(client.sendChunk('s', 0, new Uint8Array(3))).rejects.toMatchObject({ sizeBytes: 3 });
    await expect(client.info(uri)).rejects.toBeInstanceOf(PayloadTooLargeError);
    server.fault = () => 502;
    const error = await client.info(uri).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error).toMatchObject({ status: 502, contentType: 'text/html', excerpt: '<html>proxy</html>' });
  });

  it('can be given up', async () => {
    server.hold();
    server.fault = () => 'hold';
    const giveUp = new AbortController();
    const call = clientWith().info(uri, { signal: giveUp.signal });
    giveUp.abort();
    expect(isAbort(await call.catch((error: unknown) => error))).toBe(true);
  });
});

describe('tokens', () => {
  it('signs in, sends the token, signs out', async () => {
    server.token = 'good';
    const client = clientWith();
    await client.signIn({ email: 'mira@example.org', password: 'secret' });
    expect(await client.info(uri)).toMatchObject({ size: 4 });
    await client.signOut();
    expect(client.session.get()).toBeUndefined();
    await expect(client.info(uri)).rejects.toMatchObject({ code: 401 });
  });

  it('renews a refused token once for all callers', async () => {
    server.token = 'new';
    const client = clientWith(signedIn('old'));
    const files = await Promise.all([client.info(uri), client.info(uri), client.info(uri)]);
    expect(files).toHaveLength(3);
    expect(count('refresh')).toBe(1);
    expect(client.session.get()?.token.access_token).toBe('token-1');
  });

  it('sees a refused token in the items of a request about many', async () => {
    server.token = 'new';
    const refused = { code: 40081, aggregated_error: { [uri]: { code: 401, msg: '' } } };
    server.fault = (kind) => (kind === 'info' && count('refresh') === 0 ? refused : undefined);
    expect(await clientWith(signedIn('old')).info(uri)).toMatchObject({ size: 4 });
  });

  it('renews ahead of the end', async () => {
    server.token = 'good';
    const client = clientWith(signedIn('good', 5 * 60_000));
    await client.info(uri);
    expect(count('refresh')).toBe(1);
    expect(server.log[0]).toBe('refresh');
  });

  it('stays with a token that is still good when it cannot be renewed yet', async () => {
    server.token = 'good';
    server.fault = (kind) => (kind === 'refresh' ? 503 : undefined);
    const client = clientWith(signedIn('good', 5 * 60_000));
    expect(await client.info(uri)).toMatchObject({ size: 4 });
  });

  it('does not ask for tokens with every call when they are short', async () => {
    server.token = 'good';
    const client = clientWith(signedIn('good', 5 * 60_000));
    await client.info(uri);
    const renewed = client.session.get();
    if (renewed) client.session.set({ user, token: { ...tokenOf('token-1', 5 * 60_000) } });
    await client.info(uri);
    await client.info(uri);
    expect(count('refresh')).toBe(1);
  });

  it('takes the token that another tab has put into the store', async () => {
    server.token = 'fresh';
    const store = signedIn('stale');
    const client = clientWith(store);
    server.hold();
    server.fault = (kind) => (kind === 'info' ? 'hold' : undefined);
    const call = client.info(uri);
    store.set({ user, token: tokenOf('fresh') });
    server.release();
    server.fault = () => undefined;
    expect(await call).toMatchObject({ size: 4 });
    expect(count('refresh')).toBe(0);
  });

  it('ends the session when the server will not renew it', async () => {
    server.token = 'new';
    server.fault = (kind) => (kind === 'refresh' ? { code: 40020 } : undefined);
    const client = clientWith(signedIn('old'));
    await expect(client.info(uri)).rejects.toMatchObject({ code: 40020 });
    expect(client.session.get()).toBeUndefined();
  });

  describe('with a person who is asked to sign in again', () => {
    class AskingSession extends MemorySession {
      asked = Promise.withResolvers<boolean>();
      ended = false;
      end(): void {
        this.ended = true;
      }
      revival(): Promise<boolean> | undefined {
        return this.ended ? this.asked.promise : undefined;
      }
    }
    let store: AskingSession;
    let client: CanopyClient;
    beforeEach(() => {
      server.token = 'new';
      server.fault = (kind) => (kind === 'refresh' ? { code: 40020 } : undefined);
      store = new AskingSession({ user, token: tokenOf('old') });
      client = clientWith(store);
    });
    const asked = async () => {
      while (!store.ended) await new Promise((resolve) => setImmediate(resolve));
    };

    it('waits with the call that met the end and with those after it, and goes on', async () => {
      const first = client.info(uri);
      await asked();
      const sent = server.log.length;
      const second = client.info(uri);
      await new Promise((resolve) => setImmediate(resolve));
      expect(server.log.length).toBe(sent);
      store.set({ user, token: tokenOf('new') });
      store.ended = false;
      store.asked.resolve(true);
      expect(await Promise.all([first, second])).toMatchObject([{ size: 4 }, { size: 4 }]);
    });

    it('fails when he does not', async () => {
      const call = client.info(uri).catch((error: unknown) => error);
      await asked();
      store.set(undefined);
      store.ended = false;
      store.asked.resolve(false);
      expect(await call).toMatchObject({ code: 40020 });
    });

    it('lets a waiting call be given up', async () => {
      const giveUp = new AbortController();
      const call = client.info(uri, { signal: giveUp.signal }).catch((error: unknown) => error);
      await asked();
      giveUp.abort();
      expect(isAbort(await call)).toBe(true);
    });
  });

  it('does not bring back a session that was left while it was renewed', async () => {
    server.token = 'new';
    server.hold();
    server.fault = (kind) => (kind === 'refresh' ? 'hold' : undefined);
    const client = clientWith(signedIn('old'));
    const call = client.info(uri).catch((error: unknown) => error);
    while (count('refresh') === 0) await new Promise((resolve) => setImmediate(resolve));
    client.session.set(undefined);
    server.release();
    expect(await call).toMatchObject({ code: 401 });
    expect(client.session.get()).toBeUndefined();
  });
});

describe('listAll', () => {
  it('walks all pages', async () => {
    for (const name of ['b', 'c', 'd', 'e']) server.put(`cloudreve://my/${name}`, '');
    const names: string[] = [];
    for await (const file of clientWith().listAll('cloudreve://my')) names.push(file.name);
    expect(names).toEqual(['a.txt', 'b', 'c', 'd', 'e']);
  });
});
