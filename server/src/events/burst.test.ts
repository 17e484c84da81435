import { afterEach, beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { type EventListener, EventServer } from '../test/events.ts';

const client = '11111111-1111-4111-8111-111111111111';
const burst = 50_000;
/** What may wait in the server's memory for one client; the burst is some five million bytes. */
const mostBuffered = 200_000;

describeOnEveryDatabase('a burst of changes', (current) => {
  let at: TestDrive;
  let me: TestUser;
  let server: EventServer;
  let folderId: number;

  beforeAll(async () => {
    at = await openTestDrive(current());
    me = await at.user();
    await at.drive.creator.create(me.actor, { uri: 'cloudreve://my/watched', type: 'folder' });
    const row = await current()
      .read.selectFrom('files')
      .select('id')
      .where('name', '=', 'watched')
      .executeTakeFirstOrThrow();
    folderId = row.id;
  });
  afterEach(() => server.close());

  /** So many files come into being, as far as the journal knows, in transactions of a thousand. */
  async function happen(first: number, count: number): Promise<void> {
    const changes = Array.from({ length: count }, (_, index) => ({
      kind: 'create' as const,
      fileId: 1_000_000 + first + index,
      fileKind: 0,
      parentId: folderId,
      name: `a file with a name of some length ${first + index}.txt`,
    }));
    for (let from = 0; from < count; from += 1000) {
      const some = changes.slice(from, from + 1000);
      await current().write((tx) => at.drive.journal.append(tx, me.id, { ...me.actor, clientId: 'other' }, some));
    }
  }

  /** Reads `count` events and adds their numbers. */
  async function read(listener: EventListener, count: number, seen: Set<number>): Promise<void> {
    for (let events = 0; events < count; events++) {
      seen.add(Number(/(\d+)\.txt$/.exec((await listener.event())?.from ?? '')?.[1]));
    }
  }

  const buffered = () => Math.max(...server.responses.map((response) => response.writableLength));

  it('is told to the end to a slow client that hangs up in the middle, and waits in the journal, not in memory', async () => {
    server = await EventServer.open(at, current(), me.caller);
    const first = await server.listen('cloudreve://my/watched', client);
    expect(await first.next()).toContain('subscribed');
    const seen = new Set<number>();
    await happen(0, burst / 2);
    // It reads a little of what has come and then nothing more, while much more happens.
    await read(first, 2_000, seen);
    await happen(burst / 2, burst / 2);
    expect(buffered()).toBeLessThan(mostBuffered);
    await read(first, 18_000, seen);
    expect(buffered()).toBeLessThan(mostBuffered);
    first.hangUp();

    const second = await server.listen('cloudreve://my/watched', client);
    expect(await second.next()).toContain('resumed');
    await read(second, 5_000, seen);
    second.hangUp();
    await server.close();

    server = await EventServer.open(at, current(), me.caller);
    const third = await server.listen('cloudreve://my/watched', client);
    expect(await third.next()).toContain('resumed');
    while (!seen.has(burst - 1)) await read(third, 1, seen);
    expect(seen.size).toBe(burst);
    expect(buffered()).toBeLessThan(mostBuffered);
  });
});
