import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ErrorCode, encodeFlags, FilePermission } from '@canopy/contract';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestSharing, type TestSharing } from '../test/sharing.ts';
import { EventHub } from './index.ts';

const read = encodeFlags([FilePermission.READ]);

describeOnEveryDatabase('events behind a link', (current) => {
  let test: TestSharing;
  let owner: TestUser;
  let guest: TestUser;
  let hub: EventHub;
  let server: Server;

  beforeAll(async () => {
    test = await openTestSharing(current());
  });
  beforeEach(async () => {
    owner = await test.user();
    guest = await test.user();
    const values = { fs_event_push_enabled: true, fs_event_push_debounce: 0, fs_event_push_max_age: 60 };
    hub = new EventHub({
      ...test,
      log: silentLog,
      settings: { get: (key) => values[key as keyof typeof values] as never },
      callerOf: async () => guest.caller,
    });
    server = createServer((incoming, response) => {
      hub
        .stream(guest.caller, String(incoming.headers['x-uri']), '11111111-1111-4111-8111-111111111111', response)
        .catch((error) => response.end(JSON.stringify({ code: error.code })));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await hub.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const create = (uri: string, type: 'file' | 'folder' = 'file') =>
    test.drive.creator.create({ ...owner.actor, clientId: 'other' }, { uri, type });

  /** Everything that a listener is told, until the text that `until` finds, or the end. */
  async function* listen(uri: string): AsyncGenerator<string, void, undefined> {
    const { port } = server.address() as AddressInfo;
    const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      request({ port, host: '127.0.0.1', headers: { 'x-uri': uri } }, resolve)
        .on('error', reject)
        .end();
    });
    let text = '';
    for await (const piece of answer) {
      text += String(piece);
      yield text;
    }
  }

  async function told(stream: AsyncGenerator<string, void, undefined>, wanted: string): Promise<string> {
    let text = '';
    for (;;) {
      const step = await stream.next();
      if (step.done) return text;
      text = step.value;
      if (text.includes(wanted)) return text;
    }
  }

  it('tell what happens in the folder, and nothing from beside, above or what is closed', async () => {
    await create('cloudreve://my/top/docs/closed/inner', 'folder');
    await create('cloudreve://my/top/docs/open', 'folder');
    await create('cloudreve://my/top/beside', 'folder');
    await test.drive.permissionEditor.set(owner.actor, {
      uris: ['cloudreve://my/top/docs/closed'],
      setting: { everyone: '' },
    });
    const { uri } = await test.share(owner.actor, 'cloudreve://my/top/docs');
    const stream = listen(uri);
    await told(stream, 'subscribed');
    await create('cloudreve://my/top/beside/secret1.txt');
    await create('cloudreve://my/top/secret2.txt');
    await create('cloudreve://my/top/docs/closed/secret3.txt');
    await create('cloudreve://my/top/docs/closed/inner/secret4.txt');
    await test.drive.renamer.rename(owner.actor, { uri: 'cloudreve://my/top', new_name: 'secret5' });
    await create('cloudreve://my/secret5/docs/open/last.txt');
    const text = await told(stream, 'last.txt');
    expect(text).toContain('"from":"/open/last.txt"');
    expect(text).not.toMatch(/secret|closed/);
    await stream.return();
  });

  it('end with the link', async () => {
    await create('cloudreve://my/docs', 'folder');
    const { uri, id } = await test.share(owner.actor, 'cloudreve://my/docs');
    const stream = listen(uri);
    await told(stream, 'subscribed');
    await test.sharing.shares.delete(owner.actor, id);
    await create('cloudreve://my/docs/afterwards.txt');
    expect(await told(stream, 'afterwards')).not.toContain('afterwards');
    expect((await stream.next()).done).toBe(true);
  });

  it('are refused for a single file, and for what cannot be listed', async () => {
    await create('cloudreve://my/docs/a.txt');
    const single = await test.share(owner.actor, 'cloudreve://my/docs/a.txt');
    expect(await told(listen(single.uri), '}')).toBe(`{"code":${ErrorCode.NO_PERMISSION}}`);
    const locked = await test.share(owner.actor, 'cloudreve://my/docs', { is_private: true });
    expect(await told(listen(`cloudreve://${locked.id}@share`), '}')).toBe(`{"code":${ErrorCode.PARAM_INVALID}}`);
    const closed = await test.share(owner.actor, 'cloudreve://my/docs', {
      permissions: { everyone: '', anonymous: read },
    });
    expect(await told(listen(closed.uri), '}')).toBe(`{"code":${ErrorCode.PARAM_INVALID}}`);
  });
});
