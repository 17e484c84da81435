import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  for (const folder of ['Kept/Inner', 'Apart', 'Taken back', 'Columns']) await client.mkdir(my(...folder.split('/')));
  for (const folder of ['Kept', 'Kept/Inner', 'Apart', 'Taken back', 'Columns']) {
    const names = folder.split('/');
    await client.putContent(my(...names, 'small.txt'), 'a');
    await client.putContent(my(...names, 'large.txt'), 'b'.repeat(5000));
  }
  await client.call('patchMetadata', {
    body: {
      uris: [my('Columns', 'small.txt')],
      patches: [
        { key: 'props:description', value: 'A short note' },
        { key: 'tag:draft', value: '' },
      ],
    },
  });
});

const namesOf = (visitor: Visitor) => visitor.page.locator('main [data-id] .name').allTextContents();
const headsOf = async (visitor: Visitor) =>
  (await visitor.page.locator('.heads [role=columnheader]').allTextContents()).map((text) => text.trim()).slice(0, -1);
const head = (visitor: Visitor, name: string) =>
  visitor.page.getByRole('columnheader', { name }).getByRole('button', { name });
const saved = (visitor: Visitor) => visitor.page.waitForResponse((response) => response.url().endsWith('/file/view'));

it('keeps order and layout with the folder, on every device, and below it', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Kept');
  await expect.poll(() => namesOf(visitor)).toEqual(['Inner', 'large.txt', 'small.txt']);
  await head(visitor, 'Size').click();
  await expect.poll(() => namesOf(visitor)).toEqual(['Inner', 'small.txt', 'large.txt']);
  await visitor.button('Grid').click();
  const client = await world().client();
  const kept = async () => (await client.call('listFiles', { query: { uri: my('Kept') } })).view;
  await expect.poll(kept).toMatchObject({ view: 'grid', order: 'size' });
  const other = await world().visit({ as: mira });
  await other.openFolder('Kept', 'Inner');
  await other.page.locator('main').getByRole('listbox').waitFor();
  await expect.poll(() => namesOf(other)).toEqual(['small.txt', 'large.txt']);
  await other.openFolder('Apart');
  await other.page.locator('main').getByRole('grid').waitFor();
  await expect.poll(() => namesOf(other)).toEqual(['large.txt', 'small.txt']);
});

it('takes a view back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Taken back');
  await visitor.button('Grid').click();
  await visitor.page.locator('main').getByRole('listbox').waitFor();
  await visitor.page.getByText('Taken back will be shown like this').waitFor();
  await visitor.press('Control+z');
  await visitor.page.locator('main').getByRole('grid').waitFor();
  await visitor.page.reload();
  await visitor.page.locator('main').getByRole('grid').waitFor();
});

it('leaves a view as it was when the server refuses it', async () => {
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/Failed to load resource/);
  await visitor.page.route('**/api/v4/file/view', (route) =>
    route.fulfill({ json: { code: 50001, msg: 'the disk is full', correlation_id: 'c' } }),
  );
  await visitor.openFolder('Apart');
  await visitor.button('Grid').click();
  await visitor.page.getByText(/^Apart is shown as before/).waitFor();
  await visitor.page.locator('main').getByRole('grid').waitFor();
});

it('shows the columns that were chosen, by keyboard, and of any width', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Columns');
  await visitor.item('small.txt').waitFor();
  await expect.poll(() => headsOf(visitor)).toEqual(['Name', 'Modified', 'Size']);
  await visitor.page.getByRole('navigation', { name: 'Folder path' }).getByRole('button', { name: 'Columns' }).focus();
  await visitor.press('Enter');
  await visitor.page.getByRole('menu').waitFor();
  await visitor.press('C', 'Enter');
  const dialog = visitor.dialog('Columns');
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Tags' }).press('Enter');
  await dialog.getByRole('button', { name: 'Description' }).press('Enter');
  await dialog.getByRole('button', { name: 'Remove Modified' }).press('Enter');
  await dialog.getByRole('button', { name: 'Move Tags earlier' }).press('Enter');
  await visitor.page.screenshot({ path: join(artifacts, 'views-columns-dialog.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  const done = saved(visitor);
  await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
  await expect.poll(() => headsOf(visitor)).toEqual(['Name', 'Tags', 'Size', 'Description']);
  await done;
  await visitor.page.reload();
  await expect.poll(() => headsOf(visitor)).toEqual(['Name', 'Tags', 'Size', 'Description']);
  await visitor.item('small.txt').getByText('A short note').waitFor();
  await expect.poll(() => visitor.item('small.txt').getByText('draft').filter({ visible: true }).count()).toBe(1);
  const column = visitor.page.getByRole('columnheader', { name: 'Tags' });
  const before = await column.boundingBox();
  const grip = await column.locator('.grip').boundingBox();
  if (!before || !grip) throw new Error('The column has no edge.');
  const at = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
  const widened = saved(visitor);
  await visitor.page.mouse.move(at.x, at.y);
  await visitor.page.mouse.down();
  await visitor.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('resize')),
  );
  await visitor.page.mouse.move(at.x - 60, at.y, { steps: 4 });
  await visitor.page.mouse.up();
  await expect
    .poll(async () => Math.round((await column.boundingBox())?.width ?? 0))
    .toBe(Math.round(before.width + 60));
  await widened;
  await visitor.page.screenshot({ path: join(artifacts, 'views-columns.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
});
