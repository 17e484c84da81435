import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Meter } from './measure.ts';

/** What the same server answered in a CPU second when this kind of machine did nothing else. */
export const idleAnswers = 62_200;

/**
 * Answers that a bare server gives in a CPU second, now. A machine that shares its cores with other work does less in
 * a CPU second as well (caches, the sibling thread of the core), and every figure of the run suffers alike.
 */
export async function measureYardstick(meter: Meter): Promise<number> {
  const child = fork(fileURLToPath(new URL('bare-server.ts', import.meta.url)));
  try {
    const [port] = await once(child, 'message');
    return (await meter.measure('GET 1 kB', child.pid as number, port)).perCpuSecond;
  } finally {
    child.kill();
  }
}
