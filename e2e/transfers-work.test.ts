import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import { unzip } from './lib/zip.ts';

const world = useWorld(async (_, client) => {
  await seedNames(client, 'Album', ['one.txt', 'two.txt']);
  await client.putContent(my('Album', 'poem.txt'), 'still the lake');
  await client.mkdir(my('Elsewhere'));
});

it('shows how an archive comes, and saves it when all of it is there', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.item('Album').click({ button: 'right' });
  const [download] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.page.getByRole('menu').getByRole('menuitem', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const files = await unzip(await readFile(await download.path()));
  expect([...files.keys()].some((name) => name.endsWith('poem.txt'))).toBe(true);
  const panel = visitor.page.getByRole('region', { name: 'Transfers' });
  await panel.getByText('Downloaded').waitFor();
  await panel.getByRole('button', { name: 'Take Album off the list' }).click();
  await panel.waitFor({ state: 'detached' });
});

it('shows what takes long, and that it has come to its end', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Album');
  const move = '**/api/v4/file/move';
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await visitor.page.route(move, async (route) => {
    await held;
    await route.continue();
  });
  await visitor.item('one.txt').click();
  await visitor.press('Control+x');
  await visitor.page.getByRole('link', { name: 'My files' }).first().click();
  await visitor.inFolder('My files');
  await visitor.item('Elsewhere').dblclick();
  await visitor.inFolder('Elsewhere');
  await visitor.press('Control+v');
  const panel = visitor.page.getByRole('region', { name: 'Transfers' });
  await panel.getByText('Moving', { exact: false }).first().waitFor();
  answer();
  await panel.getByText('1 item done').waitFor();
  await visitor.item('one.txt').waitFor();
});
