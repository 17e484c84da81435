import { ErrorCode, IdKind } from '@canopy/contract';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Caller } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive } from '../test/drive.ts';
import { EventServer } from '../test/events.ts';

const here = '11111111-1111-4111-8111-111111111111';
const elsewhere = '22222222-2222-4222-8222-222222222222';

describeOnEveryDatabase('the event stream', (current) => {
  let at: TestDrive;
  let server: EventServer;
  let ann: Caller;

  beforeAll(async () => {
    at = await openTestDrive(current());
    ann = (await at.user()).caller;
  });
  afterEach(() => server.close());

  const open = async () => {
    server = await EventServer.open(at, current(), ann);
  };
  const listen = (uri: string, clientId = here) => server.listen(uri, clientId);
  const actor = (clientId: string | undefined = elsewhere) => ({ caller: ann, clientId });
  const create = (uri: string, type: 'file' | 'folder' = 'folder', clientId?: string) =>
    at.drive.creator.create(actor(clientId), { uri, type });
  const rename = (uri: string, name: string) => at.drive.renamer.rename(actor(), { uri, new_name: name });

  it('tells what happens below the folder, and nothing from beside it', async () => {
    await open();
    await create('cloudreve://my/watched/deep');
    await create('cloudreve://my/beside');
    const listener = await listen('cloudreve://my/watched');
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
    const listener = await listen('cloudreve://my/own');
    await listener.next();
    await create('cloudreve://my/own/mine', 'folder', here);
    await create('cloudreve://my/own/theirs');
    expect(await listener.event()).toEqual({ type: 'create', from: '/theirs', to: '' });
  });

  it('takes up where it was, after a restart as well, however much happened', async () => {
    await open();
    await create('cloudreve://my/away');
    const first = await listen('cloudreve://my/away');
    expect(await first.next()).toContain('subscribed');
    first.hangUp();
    await server.close();
    const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
    for (const name of names) await create(`cloudreve://my/away/${name}`);
    await rename('cloudreve://my/away/n0', 'zero');
    await at.drive.trash.delete(actor(), { uris: ['cloudreve://my/away/n1'] });
    await open();
    const second = await listen('cloudreve://my/away');
    expect(await second.next()).toContain('resumed');
    const told = [];
    for (let i = 0; i < 39; i++) told.push(((await second.event()) as { from: string }).from);
    expect(told).toEqual(['/zero', ...names.slice(2).map((name) => `/${name}`)]);
  });

  it('announces its end', async () => {
    await open();
    await create('cloudreve://my/end');
    const listener = await listen('cloudreve://my/end');
    await listener.next();
    await server.hub.stop();
    expect(await listener.next()).toBe('event:reconnect-required\ndata:null');
  });

  it('refuses what cannot be listed, and clients without an id', async () => {
    await open();
    const refusal = async (uri: string, clientId?: string) =>
      JSON.parse(await (await listen(uri, clientId)).next()).code;
    expect(await refusal('cloudreve://my/ghost')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal('nonsense')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal('cloudreve://trash')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal('cloudreve://my', 'nobody')).toBe(ErrorCode.PARAM_INVALID);
    expect(await refusal(`cloudreve://${at.ids.encode(IdKind.USER, 999)}@my`)).toBe(ErrorCode.PARAM_INVALID);
  });
});
