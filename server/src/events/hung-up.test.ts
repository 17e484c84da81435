import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { beforeAll, it } from 'vitest';
import { type Caller, silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive } from '../test/drive.ts';
import { EventHub } from './index.ts';

const client = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

describeOnEveryDatabase('an event stream whose client is gone or deaf', (current) => {
  let at: TestDrive;
  let ann: Caller;
  const values = { fs_event_push_enabled: true, fs_event_push_debounce: 0, fs_event_push_max_age: 60 };
  const hubOf = () =>
    new EventHub({
      ...at,
      database: current(),
      log: silentLog,
      settings: { get: (key) => values[key as keyof typeof values] as never },
      callerOf: async () => ann,
    });

  beforeAll(async () => {
    at = await openTestDrive(current());
    ann = (await at.user()).caller;
  });

  it('ends at once when the client hung up before it began', async () => {
    const hub = hubOf();
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    response.destroy();
    await hub.stream(ann, 'cloudreve://my', client, response);
    await hub.stop();
  });

  it('does not keep the server from stopping when the client reads nothing', async () => {
    const hub = hubOf();
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    let told = () => {};
    const stalled = new Promise<void>((resolve) => {
      told = resolve;
    });
    response.write = (text: unknown) => {
      if (String(text).startsWith('event:event')) told();
      return false;
    };
    void hub.stream(ann, 'cloudreve://my', client, response);
    for (const name of ['a', 'b']) {
      await at.drive.creator.create(
        { caller: ann, clientId: other },
        { uri: `cloudreve://my/${name}`, type: 'folder' },
      );
    }
    await stalled;
    await hub.stop();
    response.emit('close');
  });
});
