import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { docx, pdf } from '../tests/lib/documents.ts';
import { canopy } from '../tests/lib/drive-process.ts';
import { violationsOf } from './lib/axe.ts';
import { looks } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const documents: Readonly<Record<string, string | Buffer>> = {
  'Diary.txt': 'In the morning we walked around the lake.\nA heron stood on the old jetty & did not move.\n',
  'Notes on boats.md': '# Boats\n\nThe **jetty** is old: repair it before the heron season <soon>.\n',
  'Offer.pdf': pdf('Quotation for the harbour wall: granite'),
  'Minutes.docx': docx('Present: everybody', 'The granite arrives in spring, and the jetty is closed until then.'),
  '春天的计划.txt': '今年春天我们要在湖边修一座木头码头，预算还没有确定。\n',
  'Closed/Salaries.txt': 'The granite mason earns more than the heron.\n',
};

const world = useWorld(async (world, client) => {
  await signedUp(world.base, noor);
  await client.mkdir(my('Papers', 'Closed'));
});

const main = (visitor: Visitor) => visitor.page.locator('main');
const namesOf = (visitor: Visitor) => main(visitor).locator('[data-id] .name').allTextContents();
const marksOf = (visitor: Visitor, name: string) => visitor.item(name).locator('.cell-passage mark').allTextContents();
const field = (visitor: Visitor) => visitor.page.getByRole('combobox');
const contents = (visitor: Visitor) => visitor.page.getByRole('group', { name: 'In the text' }).getByRole('option');

/** Looks until the files that are expected are found, as somebody would who knows that they were just put there. */
async function indexed(query: string, files: number): Promise<void> {
  const client = await world().client();
  const hits = async () => (await client.call('fullTextSearch', { query: { query } })).hits.length;
  await expect.poll(hits, { timeout: 40_000, interval: 200 }).toBe(files);
}

const isSwitchedOn = async () =>
  (await (await world().client()).call('getSiteConfig', { params: { section: 'explorer' } })).full_text_search;

/** Contents are searched from now on. */
async function switchOn(): Promise<void> {
  expect(await canopy('setting', join(world().folder, 'data'), 'fts_enabled', 'true')).toMatchObject({ code: 0 });
  await expect.poll(isSwitchedOn, { timeout: 20_000 }).toBe(true);
}

/** What can be found; it is there already when a test before has brought it. */
async function withDocuments(): Promise<void> {
  if (await isSwitchedOn()) return;
  await switchOn();
  const client = await world().client();
  for (const [path, content] of Object.entries(documents)) {
    const bytes = typeof content === 'string' ? content : Uint8Array.from(content);
    await client.putContent(my('Papers', ...path.split('/')), bytes);
  }
  await indexed('granite', 3);
  await indexed('jetty', 3);
  await indexed('码头', 1);
}

it('says that contents are not searched, and to administrators how to change it', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=granite');
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await main(visitor).getByText('This drive searches names only').waitFor();
  await main(visitor).getByText('canopy setting fts_enabled true').waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'contents-off.png') });
  const friend = await world().visit({ as: noor });
  friend.expectComplaint(/fts|400|status/);
  await friend.open('/files?search=granite&texts=');
  await friend.page.getByRole('heading', { name: 'Contents are not searched here' }).waitFor();
  expect(await main(friend).getByText('canopy setting').count()).toBe(0);
  expect(await violationsOf(friend.page)).toEqual([]);
  await friend.button('Search names').click();
  await friend.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
});

it('finds words of documents that were uploaded before and after it was switched on', async () => {
  const folder = world().folder;
  const paths: string[] = [];
  for (const [name, content] of Object.entries(documents)) {
    if (name.includes('/')) continue;
    paths.push(join(folder, name));
    await writeFile(join(folder, name), content);
  }
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Papers');
  await visitor.pick('Upload files', paths.slice(0, 2));
  await visitor.item('Diary.txt').waitFor();
  await visitor.item('Notes on boats.md').waitFor();
  await switchOn();
  await visitor.pick('Upload files', paths.slice(2));
  for (const name of ['Offer.pdf', 'Minutes.docx', '春天的计划.txt']) await visitor.item(name).waitFor();
  const client = await world().client();
  await client.putContent(my('Papers', 'Closed', 'Salaries.txt'), String(documents['Closed/Salaries.txt']));
  await indexed('granite', 3);
  await indexed('jetty', 3);
  await indexed('码头', 1);

  await visitor.open('/files?search=jetty');
  await visitor.button('Search contents').click();
  await visitor.page.getByRole('heading', { name: '“jetty” in My files' }).waitFor();
  await expect
    .poll(async () => (await namesOf(visitor)).sort())
    .toEqual(['Diary.txt', 'Minutes.docx', 'Notes on boats.md']);
  expect(await marksOf(visitor, 'Diary.txt')).toEqual(['jetty']);
  expect(await visitor.item('Diary.txt').locator('.cell-passage').textContent()).toContain('the old jetty & did not');
  expect(await visitor.item('Notes on boats.md').locator('.cell-passage').textContent()).toContain('<soon>');
});

it('finds phrases in quotes, words of two characters, and leads to the file', async () => {
  await withDocuments();
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=%22granite%20arrives%22&texts=');
  await expect.poll(() => namesOf(visitor)).toEqual(['Minutes.docx']);
  expect(await marksOf(visitor, 'Minutes.docx')).toEqual(['granite arrives']);
  await visitor.open('/files?search=%22arrives%20granite%22&texts=');
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await visitor.open('/files?search=%E7%A0%81%E5%A4%B4&texts=');
  await expect.poll(() => namesOf(visitor)).toEqual(['春天的计划.txt']);
  expect(await marksOf(visitor, '春天的计划.txt')).toEqual(['码头']);
  await visitor.item('春天的计划.txt').dblclick();
  await visitor.button('Close preview').waitFor();
  await visitor.press('Escape');
  await main(visitor).getByRole('link', { name: 'Papers' }).click();
  await visitor.inFolder('Papers');
  await expect.poll(() => visitor.item('春天的计划.txt').getAttribute('aria-selected')).toBe('true');
});

it('shows passages in the palette, and opens the file behind one', async () => {
  await withDocuments();
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.press('Control+k');
  await field(visitor).fill('harbour gran');
  await contents(visitor).filter({ hasText: 'Offer.pdf' }).waitFor();
  expect(await contents(visitor).locator('mark').allTextContents()).toEqual(['harbour', 'granite']);
  await field(visitor).fill('"木头码头"');
  await contents(visitor).filter({ hasText: '春天的计划.txt' }).click();
  await visitor.button('Close preview').waitFor();
  expect(decodeURIComponent(new URL(visitor.page.url()).pathname)).toBe('/files/Papers');
});

it('shows nobody what they may not read, and nothing of the trash', async () => {
  await withDocuments();
  const client = await world().client();
  const friend = await world().client(noor);
  expect((await friend.call('fullTextSearch', { query: { query: 'granite' } })).hits).toEqual([]);
  const link = await client.call('createShare', {
    body: { uri: my('Papers'), permissions: { other: 'AQ==' } },
  });
  const id = new URL(link).pathname.split('/').at(-1) ?? '';
  await client.call('setFilePermission', {
    body: { uris: [my('Papers', 'Closed')], setting: { other: 'AA==', everyone: 'AA==' } },
  });
  const visitor = await world().visit({ as: noor });
  await visitor.open(`/s/${id}`);
  await visitor.item('Offer.pdf').waitFor();
  await visitor.press('Control+k');
  await field(visitor).fill('granite');
  await contents(visitor).filter({ hasText: 'Offer.pdf' }).waitFor();
  expect((await contents(visitor).locator('.said > .cut').allTextContents()).sort()).toEqual([
    'Minutes.docx',
    'Offer.pdf',
  ]);
  await visitor.press('Escape');

  await client.remove([my('Papers', 'Diary.txt')]);
  const owner = await world().visit({ as: mira });
  await owner.open('/files?search=heron&texts=');
  await expect.poll(async () => (await namesOf(owner)).sort()).toEqual(['Notes on boats.md', 'Salaries.txt']);
});

for (const [device, theme, browser] of looks) {
  it(`has no barriers, ${device}, ${theme}`, async () => {
    await withDocuments();
    const preferences = { theme: theme === 'chinese' ? 'light' : theme };
    const visitor = await world().visit({ as: mira, preferences, browser });
    const judge = async (view: string) => {
      await visitor.settled();
      await visitor.page.screenshot({ path: join(artifacts, `contents-${device}-${theme}-${view}.png`) });
      expect(await violationsOf(visitor.page), view).toEqual([]);
    };
    await visitor.open('/files?search=jetty&texts=');
    await visitor.item('Minutes.docx').waitFor();
    await judge('results');
    await visitor.open('/files?search=nowhere&texts=');
    await visitor.page.locator('.nothing').waitFor();
    await judge('nothing');
    await visitor.open('/files');
    await visitor.item('Papers').waitFor();
    await visitor.page.locator('button.search').click();
    await field(visitor).fill('granite');
    await visitor.page.locator('.hit.is-tall').first().waitFor();
    await judge('palette');
  });
}
