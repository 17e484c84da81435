import { afterEach, expect, it, vi } from 'vitest';
import { ClockGuard, ManualClock, silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import {
  ClockStore,
  defineJob,
  type JobHandler,
  JobQueue,
  type JobQueueOptions,
  PermanentFailure,
  Schedule,
} from './index.ts';

interface Count {
  readonly done: number;
  readonly of: number;
}

const counting: Pick<JobHandler<Count>, 'type' | 'parse'> = {
  type: 'count',
  parse: (state) => {
    const { done, of } = state as Count;
    if (!Number.isInteger(done) || !Number.isInteger(of)) throw new TypeError('no count');
    return { done, of };
  },
};

describeOnEveryDatabase('the job queue', (current) => {
  const clock = new ManualClock();
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.stop();
    await current().write(async (tx) => {
      await tx.db.deleteFrom('tasks').execute();
    });
  });

  function queueOf(run: JobHandler<Count>['run'], options: Partial<JobQueueOptions> & { maxFailures?: number } = {}) {
    const { maxFailures = 3, ...rest } = options;
    const jobs = [defineJob({ ...counting, maxFailures, run })];
    const queue = new JobQueue({ database: current(), clock, log: silentLog, jobs, pollMs: 20, ...rest });
    open.push(queue);
    queue.start();
    return queue;
  }
  const add = (queue: JobQueue, state: unknown = { done: 0, of: 3 }, runAt?: number) =>
    current().write((tx) =>
      queue.enqueue(tx, { type: 'count', ownerId: 7, state, ...(runAt !== undefined && { runAt }) }),
    );
  const statusOf = async (queue: JobQueue, id: number) => (await queue.find(id))?.status;
  const reach = (queue: JobQueue, id: number, status: string) =>
    expect.poll(() => statusOf(queue, id), { timeout: 10_000, interval: 10 }).toBe(status);
  /** A run that never ends by itself. */
  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason));
    });

  it('runs what was committed, and nothing else', async () => {
    const run = vi.fn(async () => {});
    const queue = queueOf(run);
    await expect(
      current().write(async (tx) => {
        await queue.enqueue(tx, { type: 'count', ownerId: 7, state: { done: 0, of: 1 } });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const id = await add(queue);
    await reach(queue, id, 'completed');
    expect(run).toHaveBeenCalledTimes(1);
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ ownerId: 7, state: { done: 0, of: 3 } }));
  });

  it('waits until the time has come', async () => {
    const run = vi.fn(async () => {});
    const queue = queueOf(run);
    const id = await add(queue, undefined, clock.now() + 60_000);
    const before = await add(queue);
    await reach(queue, before, 'completed');
    expect(await statusOf(queue, id)).toBe('queued');
    clock.advance(60_000);
    await reach(queue, id, 'completed');
  });

  it('runs no more at once than it may, and never one twice', async () => {
    let [now, most, runs] = [0, 0, 0];
    const run = async () => {
      most = Math.max(most, ++now);
      runs += 1;
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    const queues = [queueOf(run, { concurrency: 2 }), queueOf(run, { concurrency: 1 })];
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => add(queues[i % 2] as JobQueue)));
    for (const id of ids) await reach(queues[0] as JobQueue, id, 'completed');
    expect(runs).toBe(20);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('tries again from the saved state, then gives up', async () => {
    const seen: number[] = [];
    const queue = queueOf(async ({ state, save }) => {
      seen.push(state.done);
      await save({ done: state.done + 1, of: state.of }, { files: { current: state.done + 1, total: state.of } });
      throw new Error('no luck');
    });
    const id = await add(queue);
    await reach(queue, id, 'suspending');
    clock.advance(1_000);
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(2);
    await reach(queue, id, 'suspending');
    clock.advance(4_000);
    await reach(queue, id, 'error');
    expect(seen).toEqual([0, 1, 2]);
    expect(await queue.find(id)).toMatchObject({ error: 'no luck', progress: { files: { current: 3, total: 3 } } });
  });

  it('gives up at once what cannot get better', async () => {
    const queue = queueOf(async () => {
      throw new PermanentFailure('the file is gone');
    });
    const id = await add(queue);
    await reach(queue, id, 'error');
    const unreadable = await add(queue, 'nonsense');
    await reach(queue, unreadable, 'error');
  });

  it('cancels what waits and what runs', async () => {
    const queue = queueOf(({ signal }) => untilAborted(signal), { concurrency: 1 });
    const [running, waiting] = [await add(queue), await add(queue)];
    await reach(queue, running, 'processing');
    expect(await queue.cancel(waiting)).toBe(true);
    expect(await queue.cancel(running)).toBe(true);
    expect(await queue.cancel(running)).toBe(false);
    await queue.stop();
    expect([await statusOf(queue, running), await statusOf(queue, waiting)]).toEqual(['canceled', 'canceled']);
  });

  it('puts back what a shutdown interrupts, and the next process finishes it', async () => {
    const first = queueOf(async ({ state, save, signal }) => {
      await save({ done: 2, of: state.of });
      await untilAborted(signal);
    });
    const id = await add(first);
    await reach(first, id, 'processing');
    await expect
      .poll(async () => (await current().read.selectFrom('tasks').select('state').executeTakeFirst())?.state)
      .toContain('"done":2');
    await first.stop();
    expect(await statusOf(first, id)).toBe('queued');
    const run = vi.fn(async () => {});
    const second = queueOf(run);
    await reach(second, id, 'completed');
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ state: { done: 2, of: 3 } }));
  });

  /** A process that dies: it claims the job, then is never heard of again. */
  const dieWith = async (id: number) => {
    await current().write(async (tx) => {
      const lease = { status: 'processing', lease_until: clock.now() + 30_000 };
      await tx.db
        .updateTable('tasks')
        .set((eb) => ({ ...lease, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute();
    });
  };

  it('takes over from a process that died, after its lease', async () => {
    const run = vi.fn(async () => {});
    const queue = queueOf(run);
    const later = await add(queue, undefined, clock.now() + 1_000);
    await dieWith(later);
    const other = await add(queue);
    await reach(queue, other, 'completed');
    expect(await statusOf(queue, later)).toBe('processing');
    clock.advance(30_001);
    await reach(queue, later, 'completed');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('parks a job that two processes died with', async () => {
    const run = vi.fn(async () => {});
    const queue = queueOf(run);
    const id = await add(queue, undefined, clock.now() + 1_000);
    await dieWith(id);
    await current().write(async (tx) => {
      await tx.db.updateTable('tasks').set({ crashes: 1 }).where('id', '=', id).execute();
    });
    clock.advance(30_001);
    await reach(queue, id, 'error');
    expect(run).not.toHaveBeenCalled();
    expect((await queue.find(id))?.error).toContain('parked');
  });

  it('lets go of a job that another process took over', async () => {
    let reason: unknown;
    const queue = queueOf(
      async ({ signal }) => {
        await untilAborted(signal).catch((error) => {
          reason = error;
          throw error;
        });
      },
      { leaseMs: 60 },
    );
    const id = await add(queue);
    await reach(queue, id, 'processing');
    await dieWith(id);
    await expect.poll(() => reason, { timeout: 10_000 }).toMatchObject({ name: 'JobLost' });
    await queue.stop();
    expect(await statusOf(queue, id)).toBe('processing');
  });

  it('leaves to others what it does not know', async () => {
    const queue = queueOf(async () => {});
    const strange = await current().write((tx) =>
      queue.enqueue(tx, { type: 'of a later version', ownerId: 0, state: null }),
    );
    const known = await add(queue);
    await reach(queue, known, 'completed');
    expect(await statusOf(queue, strange)).toBe('queued');
  });

  it('gives each turn of a schedule to one process only', async () => {
    let turns = 0;
    const schedules = [1, 2, 3].map(
      () => new Schedule({ database: current(), clock, guard: { mayRemove: () => true }, log: silentLog }),
    );
    open.push(...schedules);
    for (const schedule of schedules) {
      schedule.every(
        'sweep',
        () => 50,
        async () => {
          turns += 1;
        },
      );
    }
    await expect.poll(() => turns, { timeout: 10_000 }).toBe(1);
    clock.advance(51);
    await expect.poll(() => turns, { timeout: 10_000 }).toBe(2);
    clock.jumpTo(clock.now() - 86_400_000);
    await expect.poll(() => turns, { timeout: 10_000 }).toBe(3);
  });

  it('removes nothing while the clock is doubtful, and remembers that', async () => {
    const memory = new ClockStore(current());
    const now = new ManualClock();
    const guard = await ClockGuard.open(now, memory, silentLog);
    const schedule = new Schedule({ database: current(), clock: now, guard, log: silentLog });
    open.push(schedule);
    let [removals, others] = [0, 0];
    schedule.everyRemoval(
      'remove',
      () => 50,
      async () => {
        removals += 1;
      },
    );
    schedule.every(
      'other',
      () => 50,
      async () => {
        others += 1;
      },
    );
    await expect.poll(() => removals, { timeout: 10_000 }).toBe(1);
    now.jumpTo(now.now() + 365 * 86_400_000);
    for (let turn = 2; turn < 5; turn++) {
      await expect.poll(() => others, { timeout: 10_000 }).toBe(turn);
      now.advance(51);
    }
    expect(removals).toBe(1);
    await guard.look();
    expect((await ClockGuard.open(now, memory, silentLog)).mayRemove()).toBe(false);
    await memory.confirm(now.now());
    await guard.look();
    await expect.poll(() => removals, { timeout: 10_000 }).toBe(2);
  });
});
