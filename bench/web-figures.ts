/** What people wait for in the web app, in a real browser: by the clock, so beside other work they are high. */
import { cpus, loadavg } from 'node:os';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../e2e/lib/browser.ts';
import { signedIn, startDrive } from './drive-figures.ts';
import { median, percentile } from './measure.ts';
import { seedFolder } from './seed.ts';
import { heapBytes } from './tasks.ts';
import { atFrames, blockedFor, opening, type View, views, whenRows } from './web-page.ts';

/** Something that was measured, in `unit`, and what it should be at most. */
export interface WebFigure {
  readonly what: string;
  readonly figure: number;
  readonly unit: 'ms' | 'nodes' | 'MB' | '%';
  readonly atMost?: number;
}

export interface WebFigures {
  /** The browser, and how busy the machine was. */
  readonly machine: string;
  readonly figures: readonly WebFigure[];
}

interface Measuring {
  /** Folders opened in a long session: an hour of somebody who opens one every six seconds has 600. */
  readonly visits: number;
  say(what: string): void;
}

const many = 100_000;
const rounds = 9;
const window = { width: 1440, height: 900 };
/** A line of 9 Mbit/s with 60 ms there and back, and a processor a quarter as fast. */
const slowLine = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const slowProcessor = 4;

/** Measures with folders of a hundred and of 100,000 files in a drive that must not run. */
export async function measureWeb(dataDir: string, { visits, say }: Measuring): Promise<WebFigures> {
  seedFolder(dataDir, 'hundred', 100, false);
  seedFolder(dataDir, 'session', 2000, true);
  seedFolder(dataDir, 'many', many, false);
  const drive = await startDrive(dataDir);
  const browser = await openBrowser();
  try {
    const session = (await signedIn(drive)).session.get();
    const visit = (view: View) => enter(browser, drive.base, session, view);
    const figures: WebFigure[] = [];
    const note = (...[what, figure, unit, atMost]: [string, number, WebFigure['unit'], number?]) => {
      figures.push({ what, figure, unit, ...(atMost !== undefined && { atMost }) });
      say(`${what}: ${figure.toPrecision(3)} ${unit}`);
    };

    const cold = await each(rounds, async () => coldList(await visit('list')));
    note('first list, nothing in the cache, slow line and processor', median(cold.map(({ time }) => time)), 'ms', 1000);
    note('of it, time the page could not answer', median(cold.map(({ blocked }) => blocked)), 'ms', 200);
    note('opening a folder of 100, until its first row', median(await openings(await visit('list'))), 'ms', 100);

    const still = await visit('list');
    const baseline = await atFrames(still.page, 'an empty page');
    await still.leave();
    note('an empty page that scrolls: 95 of 100 frames within', percentile(baseline, 0.95), 'ms');
    for (const view of views) {
      const inView = `${many.toLocaleString('en-US')} files as ${view}`;
      const opened = await each(3, async () => openMany(await visit(view)));
      note(`${inView}: first rows`, median(opened), 'ms', 500);
      const window = await visit(view);
      await openMany(window, false);
      const frames = await atFrames(window.page);
      note(`${inView}: 95 of 100 frames within`, percentile(frames, 0.95), 'ms', percentile(baseline, 0.95) + 2 * 16.7);
      note(`${inView}: the longest frame of ${frames.length}`, Math.max(...frames), 'ms', 50);
      note(`${inView}: End, until the last row`, await toTheEnd(window.page), 'ms');
      note(`${inView}: elements on the page`, await elementsOf(window.page), 'nodes', 1500);
      note(`${inView}: memory of the page, all of them loaded`, (await heapBytes(window.line)) / 1e6, 'MB', 80);
      await window.leave();
    }
    const { before, after } = await longSession(await visit('grid'), visits);
    note(`memory after ${visits} folders`, after, 'MB');
    note(`that is more than after ${early(visits)} by`, (after / before - 1) * 100, '%', 10);
    const busy = loadavg()[1] ?? 0;
    return { machine: `Chromium ${browser.version()}, load ${busy.toFixed(1)} on ${cpus().length} cores`, figures };
  } finally {
    await browser.close();
    await drive.stop();
  }
}

interface Window {
  readonly page: Page;
  readonly line: CDPSession;
  leave(): Promise<void>;
}

/** A window of a browser that knows who one is, and nothing else. */
async function enter(browser: Browser, base: string, session: unknown, view: View): Promise<Window> {
  const stored = { 'canopy.session': session, 'canopy.preferences': { state: { view }, version: 1 } };
  const localStorage = Object.entries(stored).map(([name, value]) => ({ name, value: JSON.stringify(value) }));
  const context = await browser.newContext({
    baseURL: base,
    viewport: window,
    locale: 'en-GB',
    storageState: { cookies: [], origins: [{ origin: base, localStorage }] },
  });
  const page = await context.newPage();
  return { page, line: await context.newCDPSession(page), leave: () => context.close() };
}

async function each<Result>(count: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < count; round++) results.push(await work());
  return results;
}

/** A browser that has just opened a window is busy with itself for so long (milliseconds). */
const opensWindow = 2500;

async function coldList({ page, line, leave }: Window): Promise<{ time: number; blocked: number }> {
  await page.waitForTimeout(opensWindow);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', slowLine);
  await line.send('Emulation.setCPUThrottlingRate', { rate: slowProcessor });
  await page.addInitScript(whenRows);
  await page.goto('/files/hundred');
  const result = await blockedFor(page);
  await leave();
  return result;
}

/** Opens twenty folders from their list, each for the first time. @returns milliseconds */
async function openings({ page, leave }: Window): Promise<number[]> {
  await page.goto('/files/session');
  await page.locator('main [data-id]').first().waitFor();
  /* What the browser fetches while it is idle is there, as it is for somebody who has looked at a list for a moment. */
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const times: number[] = [];
  for (let index = 0; index < 20; index++) {
    times.push(await opening(page, `folder ${index}`));
    await page.goBack();
    await page.locator('main [data-id]', { hasText: 'folder 0' }).first().waitFor();
  }
  await leave();
  return times;
}

async function openMany(window: Window, andLeave = true): Promise<number> {
  const { page } = window;
  await page.goto('/files');
  await page.locator('main [data-id]', { hasText: 'many' }).waitFor();
  const time = await opening(page, 'many');
  if (andLeave) await window.leave();
  return time;
}

/** Goes to the end as a person would. @returns milliseconds until the very last file stands there */
async function toTheEnd(page: Page): Promise<number> {
  const last = page.locator(`main [aria-rowindex="${many + 1}"], main [aria-posinset="${many}"]`);
  await page.locator('main').getByRole('grid').or(page.locator('main').getByRole('listbox')).focus();
  const from = performance.now();
  do await page.keyboard.press('End');
  while (!(await last.isVisible()));
  return performance.now() - from;
}

const elementsOf = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);

/** By then every part of the app that such a session uses is compiled: what grows afterwards is what is kept. */
const early = (visits: number) => Math.round(visits / 3);

/** Opens folder after folder, as one looks for something. @returns megabytes early and late */
async function longSession({ page, line, leave }: Window, visits: number): Promise<{ before: number; after: number }> {
  await page.goto('/files/session');
  await page.locator('main [data-id]').first().waitFor();
  const megabytes = async () => (await heapBytes(line)) / 1e6;
  let before = 0;
  for (let visit = 1; visit <= visits; visit++) {
    await opening(page, `folder ${visit % 20}`);
    await page.goBack();
    await page.locator('main [data-id]', { hasText: 'folder 0' }).first().waitFor();
    if (visit === early(visits)) before = await megabytes();
  }
  const after = await megabytes();
  await leave();
  return { before, after };
}
