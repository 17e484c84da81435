import { join } from 'node:path';
import type { CanopyClient } from '@canopy/client';
import { ErrorCode } from '@canopy/contract';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

/** More than go into one request, and no more than a page of a list holds. */
const many = 1920;

/** A folder of so many files: each of its copies copies all of it. */
async function seedMany(client: CanopyClient, folder: string): Promise<void> {
  const names = Array.from({ length: many / 32 }, (_, index) => `note ${index}.txt`);
  await seedNames(client, folder, names);
  for (let count = names.length; count < many; count *= 2) {
    const { files } = await client.call('listFiles', { query: { uri: my(folder), page_size: 2000 } });
    await client.call('duplicateFiles', { body: { uris: files.map(({ path }) => path ?? '') } });
  }
}

const world = useWorld(async (_, client) => {
  for (const folder of ['Moved', 'Thrown']) await seedMany(client, folder);
  await client.mkdir(my('Other'));
  await client.call('createFile', { body: { uri: my('Other', 'note 7.txt'), type: 'file' } });
});

const countIn = async (folder: string) => {
  const client = await world().client();
  return (await client.call('listFiles', { query: { uri: my(folder), page_size: 2000 } })).files.length;
};

async function selectAll(visitor: Visitor): Promise<void> {
  await visitor.page.locator('main [data-id]').first().click();
  await visitor.press('Control+a');
  await visitor.page.getByRole('toolbar').getByText('1,920 selected').waitFor();
}

it('moves thousands, names what was left, tries that again, and takes all of it back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Moved');
  await selectAll(visitor);
  await visitor.press('Control+x');
  await visitor.page.getByRole('link', { name: 'My files' }).first().click();
  await visitor.inFolder('My files');
  await visitor.item('Other').dblclick();
  await visitor.inFolder('Other');
  await visitor.press('Control+v');
  await visitor.notice.getByText(/^1 of 1,920 items was left as it was/).waitFor();
  await expect.poll(() => countIn('Other')).toBe(many);
  await visitor.notice.getByRole('button', { name: 'Which ones' }).click();
  const dialog = visitor.dialog('1 item was left as it was');
  await dialog.getByText('note 7.txt').waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'bulk left.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  /* It stands in the way no longer, and the rest follows. */
  const client = await world().client();
  await client.remove([my('Other', 'note 7.txt')]);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await visitor.notice.getByText('note 7.txt moved to Other').waitFor();
  await expect.poll(() => countIn('Moved')).toBe(0);
  await visitor.press('Control+z');
  await expect.poll(() => countIn('Moved')).toBe(1);
  await visitor.press('Control+z');
  await expect.poll(() => countIn('Moved')).toBe(many);
});

it('says after a reload what was done by then, and brings thousands back from the trash', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Thrown');
  let asked = 0;
  await visitor.page.route('**/api/v4/file', async (route) => {
    if (route.request().method() !== 'DELETE' || ++asked !== 2) return route.continue();
    await route.fulfill({ json: { code: ErrorCode.DB_ERROR, msg: '' } });
  });
  await selectAll(visitor);
  await visitor.press('Delete');
  await visitor.notice.getByText(/^920 of 1,920 items were left as they were/).waitFor();
  await expect.poll(() => countIn('Thrown')).toBe(920);
  await visitor.page.unroute('**/api/v4/file');
  await visitor.press('Control+z');
  await expect.poll(() => countIn('Thrown')).toBe(many);

  /* Held in its second request, the page is loaded anew. */
  asked = 0;
  await visitor.page.route('**/api/v4/file', (route) => {
    if (route.request().method() !== 'DELETE' || ++asked < 2) return route.continue();
    return undefined;
  });
  await selectAll(visitor);
  await visitor.press('Delete');
  await visitor.page.getByRole('region', { name: 'Transfers' }).getByText('1,000 of 1,920 items').waitFor();
  visitor.page.on('dialog', (question) => void question.accept());
  await visitor.page.reload();
  await visitor.notice.getByText('At least 1,000 of 1,920 items were moved to the trash.', { exact: false }).waitFor();
  await expect.poll(() => countIn('Thrown')).toBe(920);
});
