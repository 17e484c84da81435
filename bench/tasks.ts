/** For how long the main thread of a page does not answer, and which functions it is busy with meanwhile. */
import type { CDPSession, Page } from 'playwright-core';

/** A task of more than 50 ms; shorter ones are not told by browsers. Times in milliseconds since the page began. */
export interface Task {
  readonly start: number;
  readonly ms: number;
}

/** Notes the long tasks of a page from here on. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: { start: number; ms: number }[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, ms: duration });
    }).observe({ entryTypes: ['longtask'] });
  });
}

export const tasksOf = (page: Page): Promise<Task[]> =>
  page.evaluate(() => (window as unknown as { tasks: Task[] }).tasks);

export const nowIn = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** The longest of some tasks; 50 when none was told. */
export const longestOf = (tasks: readonly Task[]): number => Math.max(50, ...tasks.map(({ ms }) => ms));

/** Bytes of the page's heap, after a collection. */
export async function heapBytes(line: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round++) await line.send('HeapProfiler.collectGarbage');
  return (await line.send('Runtime.getHeapUsage')).usedSize;
}

const sampleUs = 1000;

/**
 * Does `work` while the page's functions are sampled. @returns for each of its long tasks, the longest first, how many
 * milliseconds were spent in which function (with what it called) and where that stands in the built app
 */
export async function sampled(page: Page, line: CDPSession, work: () => Promise<void>): Promise<string[]> {
  await line.send('Performance.enable', { timeDomain: 'timeTicks' });
  const { metrics } = await line.send('Performance.getMetrics');
  const ticks = metrics.find(({ name }) => name === 'Timestamp')?.value ?? 0;
  const offsetMs = ticks * 1000 - (await nowIn(page));
  const from = await nowIn(page);
  await line.send('Profiler.enable');
  await line.send('Profiler.setSamplingInterval', { interval: sampleUs });
  await line.send('Profiler.start');
  await work();
  const { profile } = await line.send('Profiler.stop');
  const parents = new Map<number, number>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  for (const { id, children } of profile.nodes) for (const child of children ?? []) parents.set(child, id);
  const nameOf = (id: number) => {
    const { functionName, url, lineNumber, columnNumber } = nodes.get(id)?.callFrame ?? {};
    return `${functionName || '(anonymous)'} ${url?.split('/').at(-1) ?? ''}:${(lineNumber ?? 0) + 1}:${columnNumber}`;
  };
  const tasks = (await tasksOf(page)).filter(({ start }) => start >= from).sort((a, b) => b.ms - a.ms);
  return tasks.map(({ start, ms }) => {
    const spent = new Map<string, number>();
    let at = profile.startTime;
    for (const [index, leaf] of (profile.samples ?? []).entries()) {
      const took = profile.timeDeltas?.[index] ?? 0;
      at += took;
      const time = at / 1000 - offsetMs;
      if (time < start || time > start + ms) continue;
      const names = new Set<string>();
      for (let id: number | undefined = leaf; id !== undefined; id = parents.get(id)) names.add(nameOf(id));
      for (const name of names) spent.set(name, (spent.get(name) ?? 0) + took / 1000);
    }
    const most = [...spent].sort((a, b) => b[1] - a[1]).slice(0, 24);
    const lines = most.map(([name, each]) => `  ${each.toFixed(0).padStart(6)} ms  ${name}`);
    return [`${ms.toFixed(0)} ms at ${start.toFixed(0)}`, ...lines].join('\n');
  });
}
