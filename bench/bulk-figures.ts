/**
 * `node bench/bulk-figures.ts [count] [--why]`: a person who does one thing with 100,000 files of a folder at once:
 * to the trash, back, into another folder, and ending it in the middle. What counts is how long it takes, the longest
 * time that the page does not react, and the memory of page and server. With `--why`, what its long tasks did.
 * Much fewer files are done with before their progress is shown, for which this waits.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from '../e2e/lib/browser.ts';
import { Visitor } from '../e2e/lib/visitor.ts';
import { fillDrive, signedIn, startDrive } from './drive-figures.ts';
import { median } from './measure.ts';
import { ownBytes } from './processes.ts';
import { liftQuota, seedFolder } from './seed.ts';
import { heapBytes, longestOf, nowIn, sampled, tasksOf, watchTasks } from './tasks.ts';
import { plain } from './workloads.ts';

interface BulkFigures {
  readonly what: string;
  readonly seconds: number;
  readonly longestTaskMs: number;
  readonly longTasks: number;
  readonly heapBytes: number;
  /** Median of the first ten requests that change something, and of the last ten, in milliseconds. */
  readonly requestsMs: readonly [number, number];
  /** Resident memory of the drive, without mapped files. */
  readonly serverBytes: number;
}

const patience = 900_000;

async function measureBulk(count: number, explains: boolean): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'canopy-bench-bulk-'));
  const dataDir = join(scratch, 'data');
  mkdirSync(dataDir);
  await fillDrive(dataDir, () => liftQuota(dataDir));
  seedFolder(dataDir, 'many', count, false);
  const drive = await startDrive(dataDir);
  const browser = await openBrowser();
  try {
    const client = await signedIn(drive);
    await client.mkdir(plain('elsewhere'));
    const localStorage = [{ name: 'canopy.session', value: JSON.stringify(client.session.get()) }];
    const context = await browser.newContext({
      baseURL: drive.base,
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      storageState: { cookies: [], origins: [{ origin: drive.base, localStorage }] },
    });
    const visitor = await Visitor.enter(context);
    const { page } = visitor;
    const line = await context.newCDPSession(page);
    const all = count.toLocaleString('en-GB');
    const countIn = async (folder: string) => {
      const query = { uri: plain(folder), folder_summary: true };
      return (await client.call('getFileInfo', { query })).folder_summary?.files ?? 0;
    };

    let requests: number[] = [];
    page.on('requestfinished', (request) => {
      if (request.method() !== 'GET') requests.push(request.timing().responseEnd);
    });

    const measured = async (what: string, work: () => Promise<void>) => {
      requests = [];
      const from = await nowIn(page);
      let why: string[] = [];
      if (explains) why = await sampled(page, line, work);
      else await work();
      const seconds = ((await nowIn(page)) - from) / 1000;
      const tasks = (await tasksOf(page)).filter(({ start }) => start >= from);
      const figures: BulkFigures = {
        what,
        seconds,
        longestTaskMs: longestOf(tasks),
        longTasks: tasks.length,
        requestsMs: [median(requests.slice(0, 10)), median(requests.slice(-10))],
        heapBytes: await heapBytes(line),
        serverBytes: ownBytes(drive.pid),
      };
      console.log(figures);
      for (const each of why.slice(0, 5)) console.log(each);
    };
    const said = (text: string | RegExp) => visitor.notice.getByText(text).waitFor({ timeout: patience });
    const panel = page.getByRole('region', { name: 'Transfers' });
    const selectAll = async () => {
      await page.locator('main [data-id]').first().click();
      await visitor.press('Control+a');
      await page.getByRole('toolbar').getByText(`${all} selected`).waitFor({ timeout: patience });
    };

    await visitor.openFolder('many');
    await watchTasks(page);
    await measured(`all ${all} are chosen`, selectAll);
    await measured('to the trash', async () => {
      await visitor.press('Delete');
      await panel
        .getByText(/ of .* items/)
        .first()
        .waitFor();
      await said(`${all} items moved to trash`);
    });
    await measured('back from it', async () => {
      await visitor.press('Control+z');
      await said('Taken back');
    });
    await measured('all are there again and chosen', selectAll);
    await measured('into another folder', async () => {
      await visitor.press('Control+x');
      await page.getByRole('link', { name: 'My files' }).first().click();
      await visitor.inFolder('My files');
      await visitor.item('elsewhere').dblclick();
      await visitor.inFolder('elsewhere');
      await visitor.press('Control+v');
      await said(`${all} items moved to elsewhere`);
    });
    await measured('back from there', async () => {
      await visitor.press('Control+z');
      await said('Taken back');
    });
    await visitor.openFolder('many');
    await watchTasks(page);
    await measured('all are chosen, in a page that was loaded anew', selectAll);
    await measured('ended in the middle', async () => {
      await visitor.press('Delete');
      await panel
        .getByText(/ of .* items/)
        .first()
        .waitFor();
      await panel
        .getByRole('button', { name: /^Stop|^Cancel/ })
        .first()
        .click();
      await said(/^Stopped after/);
    });
    console.log({ left: await countIn('many') });
    await context.close();
  } finally {
    await browser.close();
    await drive.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { why: { type: 'boolean', default: false } },
});
await measureBulk(Number(positionals[0] ?? 100_000), values.why);
