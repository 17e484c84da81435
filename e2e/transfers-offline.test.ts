import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Response } from 'playwright-core';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { hashOf, my, seedNames, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';
import { unzip } from './lib/zip.ts';

const offline = 'No connection. Goes on by itself when it is back.';
let path = '';
let hash = '';

const world = useWorld(async ({ folder }, client) => {
  path = join(folder, 'film.mkv');
  hash = await writeNoise(path, 40);
  for (const name of ['Cut', 'Tabs', 'Elsewhere']) await client.mkdir(my(name));
  await seedNames(client, 'Album', ['one.txt']);
  await client.putContent(my('Album', 'poem.txt'), 'still the lake');
});

/** How often each chunk was taken by the server, by index; of all pages together. */
function chunksOf(visitor: Visitor): Map<number, number> {
  const counts = new Map<number, number>();
  visitor.page.context().on('response', (response: Response) => {
    const index = /\/file\/upload\/[^/]+\/(\d+)$/.exec(new URL(response.url()).pathname)?.[1];
    if (index !== undefined && response.request().method() === 'POST' && response.ok())
      counts.set(Number(index), (counts.get(Number(index)) ?? 0) + 1);
  });
  return counts;
}

const panelOf = (page: Page, name: 'Uploads' | 'Transfers') => page.getByRole('region', { name });

it('goes on with an upload when the connection is back, and sends nothing twice', async () => {
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/net::ERR_|Failed to load resource/);
  const sent = chunksOf(visitor);
  await visitor.openFolder('Cut');
  await visitor.limitUploads(8);
  await visitor.pick('Upload files', path);
  await visitor.uploadedPercent(20);
  await visitor.page.context().setOffline(true);
  const panel = panelOf(visitor.page, 'Uploads');
  await panel.getByText(offline).waitFor();
  await visitor.page.context().setOffline(false);
  await visitor.limitUploads(undefined);
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor({ timeout: 60_000 });
  expect(await hashOf(await world().client(), my('Cut', 'film.mkv'))).toBe(hash);
  expect([...sent.values()].every((count) => count === 1)).toBe(true);
  expect(sent.size).toBeGreaterThan(1);
});

it('goes on with an archive and with a move, whose answer nobody heard', async () => {
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/net::ERR_|Failed to load resource/);
  const { page } = visitor;
  /** The first request is cut: after the server has done it, or before it has heard of it. */
  const cut = async (address: string, isDone: boolean) => {
    let count = 0;
    await page.route(address, async (route) => {
      if (count++ > 0) return route.continue();
      if (isDone) await route.fetch();
      await page.context().setOffline(true);
      await route.abort('internetdisconnected');
    });
  };
  /* What tells of it is fetched soon after the page; until then a page without its worker has no words for it. */
  const isReady = () =>
    page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /\/Indicator-/.test(name)));
  const panel = panelOf(page, 'Transfers');
  await visitor.openFolder();
  await expect.poll(isReady).toBe(true);
  await cut('**/api/v4/file/archive/**', false);
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    visitor
      .item('Album')
      .click({ button: 'right' })
      .then(() => page.getByRole('menu').getByRole('menuitem', { name: 'Download' }).click())
      .then(() => panel.getByText(offline).waitFor())
      .then(() => page.context().setOffline(false)),
  ]);
  const files = await unzip(await readFile(await download.path()));
  expect([...files.keys()].some((name) => name.endsWith('poem.txt'))).toBe(true);
  await panel.getByText('Downloaded').waitFor();
  await panel.getByRole('button', { name: 'Take Album off the list' }).click();

  await page.getByRole('link', { name: 'My files' }).first().click();
  await visitor.item('Album').dblclick();
  await visitor.inFolder('Album');
  await visitor.item('one.txt').click();
  await visitor.press('Control+x');
  await page.getByRole('link', { name: 'My files' }).first().click();
  await visitor.inFolder('My files');
  await visitor.item('Elsewhere').dblclick();
  await visitor.inFolder('Elsewhere');
  await cut('**/api/v4/file/move', true);
  await visitor.press('Control+v');
  await panel.getByText(offline).waitFor();
  await page.context().setOffline(false);
  await panel.getByText('1 item done').waitFor();
  await visitor.item('one.txt').waitFor();
  const client = await world().client();
  const namesIn = async (folder: string) =>
    (await client.call('listFiles', { query: { uri: String(my(folder)) } })).files.map(({ name }) => name);
  expect([await namesIn('Album'), await namesIn('Elsewhere')]).toEqual([['poem.txt'], ['one.txt']]);
});

it('leaves an upload to the tab that sends it, and goes on when that is closed', async () => {
  const visitor = await world().visit({ as: mira });
  const sent = chunksOf(visitor);
  await visitor.openFolder('Tabs');
  await visitor.limitUploads(8);
  await visitor.pick('Upload files', path);
  await visitor.uploadedPercent(20);
  const other = await visitor.newTab(visitor.page.url());
  await other.getByRole('heading', { name: 'Tabs' }).waitFor();
  const look = () => other.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
  await look();
  const held = () => other.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []);
  expect((await held()).filter((name) => name?.startsWith('canopy-upload-'))).toHaveLength(1);
  const panel = panelOf(other, 'Uploads');
  expect(await panel.count()).toBe(0);

  await visitor.page.close();
  await expect.poll(async () => (await held()).filter((name) => name?.startsWith('canopy-upload-')).length).toBe(0);
  await look();
  await panel.getByText('Choose the file again and it goes on where it was').waitFor();
  const [chooser] = await Promise.all([
    other.waitForEvent('filechooser'),
    panel.getByRole('button', { name: 'Choose again' }).click(),
  ]);
  await chooser.setFiles(path);
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor({ timeout: 60_000 });
  expect(await hashOf(await world().client(), my('Tabs', 'film.mkv'))).toBe(hash);
  expect([...sent.values()].every((count) => count === 1)).toBe(true);
});
