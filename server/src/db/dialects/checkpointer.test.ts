import { expect, it, vi } from 'vitest';
import { silentLog } from '../../kernel/index.ts';
import { Checkpointer } from './checkpointer.ts';
import type { LogState } from './upkeep-protocol.ts';

/** A log on paper; moving it takes until `moved` is called. */
function open() {
  let state: LogState = { log: 0, checkpointed: 0 };
  const calls: { alone: boolean; moved: (state: LogState) => void; failed: (error: Error) => void }[] = [];
  let isAlone = false;
  const error = vi.fn();
  const checkpointer = new Checkpointer({
    checkpoint: () => new Promise((resolve, reject) => calls.push({ alone: isAlone, moved: resolve, failed: reject })),
    alone: async (work) => {
      isAlone = true;
      return work().finally(() => {
        isAlone = false;
      });
    },
    log: { ...silentLog, error },
  });
  const commit = (times: number, pages = 0) => {
    let due = 0;
    for (let turn = 0; turn < times; turn++) {
      state = { ...state, log: state.log + pages };
      if (!checkpointer.committed(() => state)) continue;
      due += 1;
      checkpointer.start();
    }
    return due;
  };
  return { checkpointer, calls, commit, error };
}

it('moves the log after many commits, or after few that wrote much', async () => {
  const { calls, commit, checkpointer } = open();
  expect(commit(900)).toBe(0);
  expect(commit(200)).toBe(1);
  calls[0]?.moved({ log: 1_100, checkpointed: 1_100 });
  await vi.waitFor(() => expect(commit(32, 300)).toBe(1));
  expect(calls).toHaveLength(2);
  expect(commit(5_000)).toBe(0);
  calls[1]?.moved({ log: 9_600, checkpointed: 9_600 });
  await checkpointer.close();
  expect(commit(5_000)).toBe(0);
});

it('lets a long log be moved to its end while nobody writes', async () => {
  const { calls, commit, checkpointer } = open();
  commit(64, 1_000);
  expect(calls.map(({ alone }) => alone)).toEqual([false]);
  calls[0]?.moved({ log: 64_000, checkpointed: 60_000 });
  await vi.waitFor(() => expect(calls.map(({ alone }) => alone)).toEqual([false, true]));
  calls[1]?.moved({ log: 64_000, checkpointed: 64_000 });
  await checkpointer.close();
});

it('tries again after a failure', async () => {
  const { calls, commit, checkpointer, error } = open();
  commit(1_008);
  calls[0]?.failed(new Error('the disk is full'));
  await vi.waitFor(() => expect(error).toHaveBeenCalledTimes(1));
  expect(commit(1_008)).toBe(1);
  calls[1]?.moved({ log: 1, checkpointed: 1 });
  await checkpointer.close();
});
