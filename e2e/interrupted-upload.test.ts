import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { hashOf, my, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const mebibytes = 200;
const mebibytesPerSecond = 40;
let path = '';
let hash = '';

const world = useWorld(async ({ folder }) => {
  path = join(folder, 'film.mkv');
  hash = await writeNoise(path, mebibytes);
});

it('goes on to the end after the server was killed in the middle', async () => {
  const client = await world().client();
  await client.mkdir(my('Killed'));
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/Failed to load resource|net::ERR_/);
  await visitor.openFolder('Killed');
  await visitor.limitUploads(mebibytesPerSecond);
  await visitor.pick('Upload files', [path]);
  await visitor.uploadedPercent(30);
  await world().crash();
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel
    .getByText(/The server does not answer\. Trying again\.|No connection/)
    .first()
    .waitFor();
  await world().restart();
  await visitor.limitUploads(undefined);
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor({ timeout: 60_000 });
  expect(await hashOf(await world().client(), my('Killed', 'film.mkv'))).toBe(hash);
});

it('goes on where it was after the page was loaded again', async () => {
  const client = await world().client();
  await client.mkdir(my('Reloaded'));
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Reloaded');
  await visitor.limitUploads(mebibytesPerSecond);
  await visitor.pick('Upload files', [path]);
  await visitor.uploadedPercent(40);

  /* The app asks before it is left, because something is on its way. */
  const asked = visitor.page.waitForEvent('dialog').then(async (dialog) => {
    const type = dialog.type();
    await dialog.accept();
    return type;
  });
  await visitor.page.reload();
  expect(await asked).toBe('beforeunload');
  await visitor.limitUploads(undefined);

  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel.getByText('Choose the file again and it goes on where it was').waitFor();
  const sent: number[] = [];
  visitor.page.on('request', (request) => {
    const index = /\/file\/upload\/[^/]+\/(\d+)$/.exec(new URL(request.url()).pathname)?.[1];
    if (index !== undefined && request.method() === 'POST') sent.push(Number(index));
  });
  await visitor.choosing([path], () => panel.getByRole('button', { name: 'Choose again' }).click());
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor({ timeout: 60_000 });
  expect(sent.length).toBeGreaterThan(0);
  expect(sent).not.toContain(0);
  expect(await hashOf(await world().client(), my('Reloaded', 'film.mkv'))).toBe(hash);
});
