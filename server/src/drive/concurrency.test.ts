import { ApiError, ErrorCode, FileUri } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';

/** RELIABILITY.md battery 8 in its short form. */
const workers = 64;
const stepsOfWorker = 25;

/** What racing callers may be told. Anything else is a fault. */
const fair: ReadonlySet<number> = new Set([
  ErrorCode.NO_PERMISSION,
  ErrorCode.OBJECT_EXIST,
  ErrorCode.PATH_NOT_EXIST,
  ErrorCode.BATCH_PARTIAL,
  ErrorCode.CONFLICT,
]);

/** The same numbers every time, so that a failure can be seen again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

describeOnEveryDatabase('many at once', (current) => {
  let test: TestDrive;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });

  async function findings(): Promise<string[]> {
    const texts: string[] = [];
    for await (const finding of test.drive.fsck.findings()) texts.push(finding.text);
    return texts;
  }

  it('leave a sound tree', async () => {
    const me = await test.user();
    const { drive } = test;
    const outcomes = new Map<number, number>();
    async function work(worker: number): Promise<void> {
      const random = generator(worker + 1);
      const path = () => {
        const names = Array.from({ length: 1 + random(3) }, () => `n${random(4)}`);
        return FileUri.root('my')
          .join(...names)
          .toString();
      };
      for (let step = 0; step < stepsOfWorker; step++) {
        const code = await one(random(8), path, me).then(
          () => 0,
          (error) => {
            if (error instanceof ApiError) return error.code;
            throw error;
          },
        );
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
      }
    }
    async function one(kind: number, path: () => string, { actor, caller }: TestUser): Promise<void> {
      switch (kind) {
        case 0:
        case 1:
          await drive.creator.create(actor, { uri: path(), type: 'folder' });
          return;
        case 2:
          await test.fill(actor, path(), 3);
          return;
        case 3:
          await drive.renamer.rename(actor, { uri: path(), new_name: path().at(-1) ?? 'x' });
          return;
        case 4:
          await drive.mover.moveOrCopy(actor, { uris: [path(), path()], dst: path() });
          return;
        case 5:
          await drive.mover.moveOrCopy(actor, { uris: [path()], dst: path(), copy: true });
          return;
        case 6:
          await drive.trash.delete(actor, { uris: [path()], skip_soft_delete: path().length % 2 === 0 });
          return;
        default: {
          const { files } = await drive.lister.list(caller, { uri: 'cloudreve://trash', page_size: 1 });
          await drive.restorer.restore(actor, { uris: [files[0]?.path ?? 'cloudreve://trash/none'] });
        }
      }
    }
    await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
    for (const code of outcomes.keys()) if (code !== 0) expect(fair).toContain(code);
    expect(outcomes.get(0) ?? 0).toBeGreaterThan(workers);
    expect(await findings()).toEqual([]);
  }, 60_000);

  it('land exactly on the quota', async () => {
    const room = 37;
    const me = await test.user({ capacity: 10 * (1 + room) });
    await test.fill(me.actor, 'cloudreve://my/blob', 10);
    const targets = Array.from({ length: 200 }, (_, index) => `cloudreve://my/t${index}`);
    for (const uri of targets) await test.drive.creator.create(me.actor, { uri, type: 'folder' });
    const codes = await Promise.all(
      targets.map((dst) =>
        test.drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/blob'], dst, copy: true }).then(
          () => 0,
          (error) => (error as ApiError).code,
        ),
      ),
    );
    expect(codes.filter((code) => code === 0)).toHaveLength(room);
    expect(new Set(codes)).toEqual(new Set([0, ErrorCode.INSUFFICIENT_CAPACITY]));
    expect(await test.used(me.id)).toBe(10 * (1 + room));
    expect(await findings()).toEqual([]);
  });

  it('let one of many take a name, and one of many go each way round', async () => {
    const me = await test.user();
    const create = (uri: string) => test.drive.creator.create(me.actor, { uri, type: 'folder', err_on_conflict: true });
    const codes = await Promise.all(
      Array.from({ length: 50 }, () =>
        create('cloudreve://my/one').then(
          () => 0,
          (error) => (error as ApiError).code,
        ),
      ),
    );
    expect(codes.sort()).toEqual([0, ...Array.from({ length: 49 }, () => ErrorCode.OBJECT_EXIST)]);
    await create('cloudreve://my/two');
    const move = (from: string, to: string) =>
      test.drive.mover.moveOrCopy(me.actor, { uris: [`cloudreve://my/${from}`], dst: `cloudreve://my/${to}` });
    const moved = await Promise.allSettled([move('one', 'two'), move('two', 'one')]);
    expect(moved.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await findings()).toEqual([]);
  });
});
