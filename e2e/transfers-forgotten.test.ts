import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { hashOf, my, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

let path = '';
let hash = '';

/** Another device began two uploads and was never seen again. */
const world = useWorld(async ({ folder }, client) => {
  path = join(folder, 'film.mkv');
  hash = await writeNoise(path, 3);
  for (const name of ['film.mkv', 'lost.bin'])
    await client.call('createUploadSession', { body: { uri: String(my('Attic', name)), size: 9_000_000 } });
});

it('finds what another device left unfinished, sends it anew, and cleans up', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.command('Find forgotten uploads');
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel.getByRole('heading', { name: 'Unfinished uploads' }).waitFor();
  const row = (name: string) => panel.getByRole('listitem').filter({ hasText: name });
  await row('lost.bin').getByText('Begun in Attic', { exact: false }).waitFor();
  await row('lost.bin').getByRole('button', { name: 'Clean up' }).click();
  await row('lost.bin').waitFor({ state: 'detached' });
  await visitor.choosing([path], () => row('film.mkv').getByRole('button', { name: 'Choose the file' }).click());
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor();
  const client = await world().client();
  expect(await hashOf(client, my('Attic', 'film.mkv'))).toBe(hash);
  const { files } = await client.call('listFiles', { query: { uri: String(my('Attic')) } });
  expect(files.map(({ name }) => name)).toEqual(['film.mkv']);
  await visitor.command('Find forgotten uploads');
  await visitor.notice.getByText('No upload is left unfinished').waitFor();
});
