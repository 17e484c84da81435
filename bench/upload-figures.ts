/**
 * `node bench/upload-figures.ts [count] [--why]`: how the page feels while a person drops 50,000 files on it, in a real
 * browser. With `--why`, what its long tasks did.
 *
 * What counts is the longest time that the page does not react (a task of its main thread), from the drop until the
 * queue stands, and while files are on their way.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mira, signedUp } from '../e2e/lib/people.ts';
import { my } from '../e2e/lib/seed.ts';
import type { Visitor } from '../e2e/lib/visitor.ts';
import { World } from '../e2e/lib/world.ts';
import { heapBytes, longestOf, nowIn, sampled, tasksOf, watchTasks } from './tasks.ts';

export interface UploadFigures {
  readonly what: string;
  /** From the drop until the queue has all of them, in milliseconds. */
  readonly queuedMs: number;
  /** What the app does while the browser waits with the drop itself, in milliseconds. */
  readonly eventMs: number;
  /**
   * Longest task from the end of the drop (or choice) until then, in milliseconds; tasks under 50 are not told by browsers and
   * count as 50. The drop is a task of the browser, which makes a file of each path before the app hears of any.
   */
  readonly longestQueuingMs: number;
  /** Longest task in the time after it, while files are sent. */
  readonly longestSendingMs: number;
  /** Tasks of more than 50 ms after the drop. */
  readonly longTasks: number;
  /** Elements on the page with the panel open. */
  readonly elements: number;
  /** Bytes of the page's heap, after a collection. */
  readonly heapBytes: number;
}

interface Watched {
  event: { begin: number; end: number };
}

const sendingMs = 10_000;

/** Folders of as many files as fit, on the disk. */
function makeFolders(root: string, folders: number, filesEach: number): string[] {
  return Array.from({ length: folders }, (_, index) => {
    const folder = join(root, `Folder ${index + 1}`);
    mkdirSync(folder);
    for (let file = 0; file < filesEach; file++) writeFileSync(join(folder, `picture ${file}.txt`), `${index} ${file}`);
    return folder;
  });
}

/** Notes when the app hears of a drop or a choice, and when it has done what it does at once. */
async function watchEvent(visitor: Visitor): Promise<void> {
  await visitor.page.evaluate(() => {
    const watched = { event: { begin: 0, end: 0 } };
    Object.assign(window, { watched });
    const begin = () => Object.assign(watched.event, { begin: performance.now() });
    const end = () => Object.assign(watched.event, { end: performance.now() });
    window.addEventListener('drop', begin, true);
    window.addEventListener('drop', end);
    /* The field that opens the picker is not part of the page: its event passes nobody else. */
    const listen = HTMLInputElement.prototype.addEventListener;
    HTMLInputElement.prototype.addEventListener = function (this: HTMLInputElement, ...[type, ...rest]: unknown[]) {
      const add = (...each: unknown[]) => Reflect.apply(listen, this, each);
      if (type === 'change') add(type, begin);
      add(type, ...rest);
      if (type === 'change') add(type, end);
    };
  });
}

/** Drops and watches. @param files how many the queue has in the end @param warm a file that is uploaded before */
async function measureDrop(
  world: World,
  what: string,
  files: number,
  warm: string,
  drop: (visitor: Visitor) => Promise<void>,
  explains: boolean,
): Promise<UploadFigures> {
  await (await world.client()).mkdir(my(what));
  const visitor = await world.visit({ as: mira });
  await visitor.openFolder(what);
  await visitor.settled();
  /* Code that comes with the first upload is not what is measured. */
  await visitor.pick('Upload files', warm);
  await visitor.page.getByRole('heading', { name: '1 file uploaded' }).waitFor();
  const { page } = visitor;
  const line = await page.context().newCDPSession(page);
  await watchTasks(page);
  await watchEvent(visitor);
  const from = await nowIn(page);
  let queued = from;
  const work = async () => {
    await drop(visitor);
    await page.locator('.uploads h2', { hasText: files.toLocaleString('en-GB') }).waitFor({ timeout: 300_000 });
    queued = await nowIn(page);
    await page.waitForTimeout(sendingMs);
  };
  let why: string[] = [];
  if (explains) why = await sampled(page, line, work);
  else await work();
  const { event } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  const tasks = await tasksOf(page);
  const elements = await visitor.page.evaluate(() => document.querySelectorAll('*').length);
  const figures: UploadFigures = {
    what,
    queuedMs: queued - from,
    eventMs: event.end - event.begin,
    longestQueuingMs: longestOf(tasks.filter(({ start }) => start >= event.end && start < queued)),
    longestSendingMs: longestOf(tasks.filter(({ start }) => start >= queued)),
    longTasks: tasks.filter(({ start }) => start >= event.end).length,
    elements,
    heapBytes: await heapBytes(line),
  };
  for (const each of why.slice(0, 8)) console.log(each);
  await visitor.leave();
  return figures;
}

/** Measures folders dropped from the disk, and loose files. */
export async function measureUploads(
  count: number,
  explains: boolean,
  say: (figures: UploadFigures) => void,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'canopy-bench-uploads-'));
  const world = await World.open();
  try {
    await signedUp(world.base, mira);
    const folders = makeFolders(scratch, 5, count / 5);
    const warm = join(scratch, 'warm.txt');
    writeFileSync(warm, 'warm');
    const inFolders = await measureDrop(
      world,
      `${count} files in folders`,
      count,
      warm,
      (visitor) => visitor.dropFiles(folders),
      explains,
    );
    say(inFolders);
    rmSync(join(scratch, 'Folder 1'), { recursive: true });
    const [crowd = ''] = makeFolders(scratch, 1, count);
    const paths = Array.from({ length: count }, (_, index) => join(crowd, `picture ${index}.txt`));
    const loose = await measureDrop(
      world,
      `${count} loose files`,
      count,
      warm,
      (visitor) => visitor.pick('Upload files', paths),
      explains,
    );
    say(loose);
  } finally {
    await world.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { why: { type: 'boolean', default: false } },
});
await measureUploads(Number(positionals[0] ?? 50_000), values.why, (figures) => console.log(figures));
