import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { hashOf, my, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld();

async function newFolder(name: string): Promise<Visitor> {
  await (await world().client()).mkdir(my(name));
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder(name);
  return visitor;
}

const panelOf = (visitor: Visitor) => visitor.page.getByRole('region', { name: 'Uploads' });

it('says that a proxy takes no requests of that size, and whom to tell', async () => {
  const visitor = await newFolder('Proxy');
  visitor.expectComplaint(/status of 413/);
  const path = join(world().folder, 'proxied.bin');
  const hash = await writeNoise(path, 3);
  const chunks = '**/api/v4/file/upload/*/*';
  await visitor.page.route(chunks, (route) =>
    route.fulfill({
      status: 413,
      contentType: 'text/html',
      body: '<html><head><title>413 Request Entity Too Large</title></head><center>nginx</center></html>',
    }),
  );
  await visitor.pick('Upload files', [path]);
  const panel = panelOf(visitor);
  await panel
    .getByText(/A proxy in front of the server takes no requests of 3\.\d+\sMB.+client_max_body_size/)
    .waitFor();
  await visitor.page.unroute(chunks);
  await panel.getByRole('button', { name: 'Try proxied.bin again' }).click();
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor();
  expect(await hashOf(await world().client(), my('Proxy', 'proxied.bin'))).toBe(hash);
});

it('says how much room is missing, and leads to where it is made', async () => {
  const visitor = await newFolder('Full');
  const path = join(world().folder, 'enormous.img');
  await writeFile(path, '');
  /* A file with nothing but a hole in it: larger than what an account gets. */
  await truncate(path, 2_000_000_000_000);
  await visitor.pick('Upload files', [path]);
  const panel = panelOf(visitor);
  await panel.getByText(/^Not enough space: \d+\sGB more needed\./).waitFor();
  await panel.getByRole('button', { name: 'Copy error ID of enormous.img' }).waitFor();
  await panel.getByRole('button', { name: 'Open the trash' }).click();
  await visitor.page.waitForURL(/\/trash$/);
});

it('takes 10,000 files at once, draws the few rows in view, and gives them up when asked', async () => {
  const visitor = await newFolder('Many');
  const folder = join(world().folder, 'Ten thousand');
  await mkdir(folder);
  for (let index = 0; index < 10_000; index++) await writeFile(join(folder, `${index}.txt`), `${index}`);
  await visitor.dropFiles([folder]);
  const panel = panelOf(visitor);
  await panel.getByText(/ of 10,000 files/).waitFor({ timeout: 45_000 });
  expect(await panel.getByRole('listitem').count()).toBeLessThan(10);
  await visitor.choose(panel.getByRole('button', { name: 'For all uploads' }), 'Cancel all');
  await panel.waitFor({ state: 'detached' });
});
