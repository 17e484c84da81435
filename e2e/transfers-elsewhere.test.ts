import { join } from 'node:path';
import { ApiError } from '@canopy/contract';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { hashOf, my, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

let path = '';
let hash = '';

const world = useWorld(async ({ folder }, client) => {
  path = join(folder, 'film.mkv');
  hash = await writeNoise(path, 40);
  for (const name of ['Doomed', 'Closed', 'Refuge']) await client.mkdir(my(name));
});

/** Deletes a folder although something is on its way into it, as the dialog about locks does. */
async function removeWhatever(name: string): Promise<boolean> {
  const client = await world().client();
  try {
    await client.call('deleteFiles', { body: { uris: [String(my(name))], skip_soft_delete: true } });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError) || !Array.isArray(error.data)) throw error;
    await client.call('forceUnlockFiles', { body: { tokens: error.data.map(({ token }) => String(token)) } });
    return false;
  }
}

async function chooseRefuge(visitor: Visitor): Promise<void> {
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel.getByRole('button', { name: 'Choose another folder' }).click();
  const dialog = visitor.dialog(/^Upload film\.mkv to another folder/);
  await dialog.getByRole('treeitem', { name: 'Refuge' }).click();
  await dialog.getByRole('button', { name: 'Upload to Refuge' }).click();
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor({ timeout: 60_000 });
}

it('offers another folder when the one it goes to is deleted meanwhile, and goes on there', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Doomed');
  await visitor.limitUploads(4);
  await visitor.pick('Upload files', path);
  await visitor.uploadedPercent(10);
  const client = await world().client();
  await expect.poll(() => removeWhatever('Doomed'), { timeout: 20_000 }).toBe(true);
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel.getByText('The folder was moved or deleted meanwhile.', { exact: false }).waitFor({ timeout: 60_000 });
  await visitor.limitUploads(undefined);
  await chooseRefuge(visitor);
  expect(await hashOf(client, my('Refuge', 'film.mkv'))).toBe(hash);
  const { files } = await client.call('listFiles', { query: { uri: String(my()) } });
  expect(files.map(({ name }) => name)).not.toContain('Doomed');
});

it('offers another folder when it takes nothing from this person any more', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Closed');
  const session = '**/api/v4/file/upload';
  await visitor.page.route(session, (route) => route.fulfill({ json: { code: 40082, msg: 'Only the owner.' } }));
  await visitor.pick('Upload files', path);
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel.getByText('You may not add files to this folder any more.', { exact: false }).waitFor();
  await visitor.page.unroute(session);
  await visitor.limitUploads(undefined);
  await panel.getByRole('button', { name: 'Choose another folder' }).click();
  const dialog = visitor.dialog(/^Upload film\.mkv to another folder/);
  await dialog.getByRole('treeitem', { name: 'Closed' }).click();
  await dialog.getByRole('button', { name: 'Upload to Closed' }).click();
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor({ timeout: 60_000 });
  expect(await hashOf(await world().client(), my('Closed', 'film.mkv'))).toBe(hash);
});
