import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const names = ['Budget.csv', 'Garden.txt', 'Letter 2.txt', 'Letter 10.txt'];

const world = useWorld(async (_, client) => {
  for (const name of names) {
    await client.putContent(my(name), name);
    await client.call('createShare', { body: { uri: my(name) } });
  }
});

async function look(): Promise<Visitor> {
  const visitor = await world().visit({
    as: mira,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });
  await visitor.open('/shares');
  await visitor.item('Budget.csv').waitFor();
  return visitor;
}

const shown = (visitor: Visitor) => visitor.page.locator('main [data-id] .name').allTextContents();

it('lists all shares, finds them by name, and orders them', async () => {
  const visitor = await look();
  await expect.poll(() => shown(visitor)).toEqual(['Letter 10.txt', 'Letter 2.txt', 'Garden.txt', 'Budget.csv']);
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.button('Order: Newest first').click();
  await visitor.page.getByRole('menuitemradio', { name: 'By name' }).click();
  await expect.poll(() => shown(visitor)).toEqual(['Budget.csv', 'Garden.txt', 'Letter 2.txt', 'Letter 10.txt']);
  await visitor.page.getByRole('searchbox', { name: 'Find a share' }).fill('letter');
  await expect.poll(() => shown(visitor)).toEqual(['Letter 2.txt', 'Letter 10.txt']);
  await visitor.page.getByRole('searchbox', { name: 'Find a share' }).fill('nothing like it');
  await visitor.page.getByText('No share is called “nothing like it”').waitFor();
  await visitor.button('Show all').click();
  await visitor.item('Garden.txt').waitFor();
});

it('copies several links, changes one, and deletes several', async () => {
  const visitor = await look();
  await visitor.item('Garden.txt').click();
  await visitor.item('Budget.csv').click({ modifiers: ['Control'] });
  await visitor.page.getByRole('toolbar').getByText('Copy 2 links').click();
  await visitor.notice.getByText('2 links are copied').waitFor();
  const links = (await visitor.page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(links).toHaveLength(2);
  for (const link of links) expect(link).toMatch(/\/s\/\w+$/);

  await visitor.item('Letter 2.txt').dblclick();
  const dialog = visitor.dialog('Share “Letter 2.txt”');
  await dialog.getByRole('checkbox', { name: 'Link' }).click();
  await dialog.getByText('This link has ended').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await visitor.item('Letter 2.txt').getByText('Ended', { exact: true }).waitFor();
  await visitor.button('More for Letter 2.txt').click();
  await visitor.page.getByRole('menuitem', { name: 'Open again' }).click();
  await visitor.notice.getByText('The share of Letter 2.txt opens again').waitFor();
  await visitor.item('Letter 2.txt').getByText('Never', { exact: true }).waitFor();

  await visitor.item('Garden.txt').click();
  await visitor.item('Letter 2.txt').click({ modifiers: ['Control'] });
  await visitor.press('Delete');
  await visitor.dialog('Delete 2 shares?').getByRole('button', { name: 'Delete' }).click();
  await visitor.notice.getByText('2 shares are deleted').waitFor();
  await expect.poll(() => shown(visitor)).toEqual(['Letter 10.txt', 'Budget.csv']);
});

it('says what the page is for when there is nothing', async () => {
  const client = await world().client();
  const { shares } = await client.call('listMyShares', { query: { page_size: 100 } });
  await client.call('batchDeleteShares', { body: { ids: shares.map((share) => share.id) } });
  const visitor = await world().visit({ as: mira });
  await visitor.open('/shares');
  await visitor.page.getByText('You share nothing yet').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
});
