import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const names = ['a.txt', 'b.txt', 'c.txt'];

const world = useWorld(async ({ folder }) => {
  await mkdir(join(folder, 'new'));
  for (const name of names) await writeFile(join(folder, 'new', name), `new ${name}`);
});

/** Uploads three files into a folder that has all three already, and answers the question once for all. */
async function uploadOver(folder: string, answer: string): Promise<Record<string, string>> {
  const client = await world().client();
  await client.mkdir(my(folder));
  for (const name of names) await client.putContent(my(folder, name), `old ${name}`);
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder(folder);
  await visitor.pick(
    'Upload files',
    names.map((name) => join(world().folder, 'new', name)),
  );
  const dialog = visitor.dialog(/is already here$/);
  await dialog.getByText('3 of 3 files have names that are taken').waitFor();
  const choice = dialog.getByRole('radio', { name: answer });
  await choice.click();
  await expect.poll(() => choice.isChecked()).toBe(true);
  const same = dialog.getByRole('checkbox', { name: 'Do the same for the other 2' });
  await expect.poll(() => same.isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'detached' });
  await visitor.page
    .getByRole('region', { name: 'Uploads' })
    .getByRole('heading', { name: /uploaded$/ })
    .waitFor();
  const contents: Record<string, string> = {};
  for await (const file of client.listAll(my(folder))) {
    contents[file.name] = await (await fetch(await client.downloadUrl(my(folder, file.name)))).text();
  }
  return contents;
}

it('leaves all out', async () => {
  expect(await uploadOver('Skip', 'Skip')).toEqual({
    'a.txt': 'old a.txt',
    'b.txt': 'old b.txt',
    'c.txt': 'old c.txt',
  });
});

it('replaces all, and keeps the old ones as versions', async () => {
  expect(await uploadOver('Replace', 'Replace')).toEqual({
    'a.txt': 'new a.txt',
    'b.txt': 'new b.txt',
    'c.txt': 'new c.txt',
  });
  const client = await world().client();
  const query = { uri: my('Replace', 'a.txt'), extended: true };
  const info = await client.call('getFileInfo', { query });
  expect(info.extended_info?.entities?.length).toBe(2);
});

it('keeps both', async () => {
  expect(await uploadOver('Both', 'Keep both')).toEqual({
    'a (2).txt': 'new a.txt',
    'a.txt': 'old a.txt',
    'b (2).txt': 'new b.txt',
    'b.txt': 'old b.txt',
    'c (2).txt': 'new c.txt',
    'c.txt': 'old c.txt',
  });
});
