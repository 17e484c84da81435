import { FileUri, IdKind } from '@canopy/contract';
import BetterSqlite from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { uploadSteps } from '../test/uploads.ts';
import { UploadStore } from './upload-store.ts';

describeOnEveryDatabase('uploads that were lost', (current) => {
  const disk = new MemoryDisk();
  let test: TestTransfers;
  let me: TestUser;

  beforeAll(async () => {
    test = await openTestTransfers(current(), disk);
    me = await test.user();
  });
  afterAll(() => test.close());

  const { fresh, session, chunk, place, expectSound } = uploadSteps({ current, test: () => test, me: () => me, disk });

  describe('the sweeper', () => {
    it('looks at unfinished uploads alone', async () => {
      if (current().dialect !== 'sqlite') return;
      // Nobody asked this before: a statement is prepared once.
      const prepare = vi.spyOn(BetterSqlite.prototype, 'prepare');
      await new UploadStore().lostPlaceholders(current().read, 0, 100);
      const sql = prepare.mock.calls.map(([text]) => text).find((text) => text.includes('"file_entities"')) ?? '';
      prepare.mockRestore();
      const explained = CompiledQuery.raw(`explain query plan ${sql}`, [0, 100]);
      const { rows } = await current().read.executeQuery<{ detail: string }>(explained);
      expect(rows[0]?.detail).toContain('entities_unfinished');
    });

    it('ends expired sessions and placeholders without one, and nothing else', async () => {
      const [expired, lost, alive] = [fresh(), fresh(), fresh()];
      await session(expired, 5);
      test.clock.advance(86_400_001);
      const { session_id } = await session(lost, 5);
      const running = await session(alive, 5);
      await current().write(async (tx) => {
        await tx.db.deleteFrom('upload_sessions').where('id', '=', session_id).execute();
        await tx.db
          .deleteFrom('locks')
          .where('path', 'like', `%${lost.slice(-10)}%`)
          .execute();
      });
      await test.transfers.cancellation.sweep();
      expect((await place(expired)).missing).toHaveLength(1);
      expect((await place(lost)).missing).toHaveLength(1);
      expect(await chunk(running.session_id, 0, Buffer.from('hello'))).toMatchObject({ code: 0 });
      await expectSound();
    });

    it.each(['expired', 'lost'])('locks the tree of the new owner when what is %s was given away', async (which) => {
      const [uri, other] = [fresh(), await test.user()];
      const admin = await test.user({ admin: true });
      await test.fill(other.actor, 'cloudreve://my/own.bin', 1);
      await test.fill(me.actor, uri, 5);
      const { session_id } = await session(uri, 7, { entity_type: 'version' });
      const giveAway = () => {
        const [from, dst] = [me, other].map(({ id }) => FileUri.root('my', test.ids.encode(IdKind.USER, id)));
        const uris = [from?.join(...FileUri.parse(uri).elements).toString() ?? ''];
        return test.drive.mover.moveOrCopy(admin.actor, { uris, dst: dst?.toString() ?? '' });
      };
      test.clock.advance(86_400_001);
      const { lostPlaceholders } = UploadStore.prototype;
      const look = vi.spyOn(UploadStore.prototype, 'lostPlaceholders');
      if (which === 'expired') await giveAway();
      else {
        await current().write((tx) => tx.db.deleteFrom('upload_sessions').where('id', '=', session_id).execute());
        look.mockImplementationOnce(async function (this: UploadStore, ...given) {
          const found = await lostPlaceholders.apply(this, given);
          await giveAway();
          return found;
        });
      }
      // The trees that are locked by then, whenever something is taken off a file.
      const locked: number[][] = [];
      const { entities } = test.drive;
      const unlink = entities.unlink.bind(entities);
      const unlinked = vi.spyOn(entities, 'unlink').mockImplementation((tx, ...rest) => {
        locked.push(vi.mocked(tx.lockTree).mock.calls.map(([id]) => id));
        return unlink(tx, ...rest);
      });
      const write = current().write.bind(current());
      const written = vi.spyOn(current(), 'write').mockImplementation((work) =>
        write((tx) => {
          vi.spyOn(tx, 'lockTree');
          return work(tx);
        }),
      );
      try {
        await test.transfers.cancellation.sweep();
      } finally {
        for (const spy of [look, unlinked, written]) spy.mockRestore();
      }
      expect(locked).toEqual([[other.id]]);
      const moved = await place(uri, other);
      expect(moved.chain.at(-1)).toMatchObject({ size: 5, owner_id: other.id });
      for (const user of [me, other]) await expectSound(user);
    });
  });
});
