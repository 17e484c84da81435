import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { hashOf, my, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

let trip = '';

const world = useWorld(async ({ folder }) => {
  trip = join(folder, 'Trip');
  await mkdir(join(trip, 'Day 1', 'Morning'), { recursive: true });
  await mkdir(join(trip, 'Nothing yet'));
  await writeFile(join(trip, 'plan.txt'), 'first the lake');
  await writeFile(join(trip, 'Day 1', '湖.txt'), 'water');
  await writeFile(join(trip, 'Day 1', 'Morning', 'empty.txt'), '');
});

/** Paths of everything below a folder of the drive. */
async function treeOf(...names: string[]): Promise<string[]> {
  const found: string[] = [];
  const client = await world().client();
  const walk = async (below: readonly string[]): Promise<void> => {
    for await (const { name, type } of client.listAll(my(...names, ...below))) {
      const path = [...below, name];
      found.push(path.join('/') + (type === 1 ? '/' : ''));
      if (type === 1) await walk(path);
    }
  };
  await walk([]);
  return found.sort();
}

async function newFolder(name: string) {
  await (await world().client()).mkdir(my(name));
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder(name);
  return visitor;
}

it('uploads files chosen from the device, several at once, with progress', async () => {
  const visitor = await newFolder('Chosen');
  const { folder } = world();
  const hash = await writeNoise(join(folder, 'noise.bin'), 30);
  await writeFile(join(folder, 'one.txt'), 'one');
  await visitor.pick('Upload files', [join(folder, 'one.txt'), join(folder, 'noise.bin')]);
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await panel.getByRole('progressbar').first().waitFor();
  await panel.getByRole('heading', { name: '2 files uploaded' }).waitFor();
  await visitor.item('one.txt').waitFor();
  await visitor.item('noise.bin').waitFor();
  expect(await hashOf(await world().client(), my('Chosen', 'noise.bin'))).toBe(hash);
});

it('uploads a folder chosen from the device', async () => {
  const visitor = await newFolder('Whole');
  await visitor.pick('Upload folder', trip);
  await visitor.item('Trip').waitFor();
  await visitor.page.getByRole('heading', { name: '3 files uploaded' }).waitFor();
  /* A file input does not tell about folders without files. */
  await expect
    .poll(() => treeOf('Whole'))
    .toEqual([
      'Trip/',
      'Trip/Day 1/',
      'Trip/Day 1/Morning/',
      'Trip/Day 1/Morning/empty.txt',
      'Trip/Day 1/湖.txt',
      'Trip/plan.txt',
    ]);
});

it('takes a folder that is dragged in, with its empty folders', async () => {
  const visitor = await newFolder('Dropped');
  await visitor.page.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
  await visitor.dropFiles([trip]);
  await visitor.item('Trip').waitFor();
  await visitor.page.getByRole('heading', { name: '3 files uploaded' }).waitFor();
  await expect
    .poll(() => treeOf('Dropped'))
    .toEqual([
      'Trip/',
      'Trip/Day 1/',
      'Trip/Day 1/Morning/',
      'Trip/Day 1/Morning/empty.txt',
      'Trip/Day 1/湖.txt',
      'Trip/Nothing yet/',
      'Trip/plan.txt',
    ]);
});

it('pauses, goes on, and gives up what is cancelled', async () => {
  const visitor = await newFolder('Paused');
  const path = join(world().folder, 'slow.bin');
  const hash = await writeNoise(path, 40);
  await visitor.limitUploads(8);
  await visitor.pick('Upload files', [path]);
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await visitor.uploadedPercent(10);
  await panel.getByRole('button', { name: 'Pause slow.bin' }).click();
  await panel.getByText(/^Paused at \d+ %$/).waitFor();
  await visitor.limitUploads(undefined);
  await panel.getByRole('button', { name: 'Resume slow.bin' }).click();
  await panel.getByRole('heading', { name: '1 file uploaded' }).waitFor();
  expect(await hashOf(await world().client(), my('Paused', 'slow.bin'))).toBe(hash);

  const other = join(world().folder, 'unwanted.bin');
  await writeNoise(other, 41);
  await visitor.limitUploads(8);
  await visitor.pick('Upload files', [other]);
  await panel.getByRole('button', { name: 'Cancel unwanted.bin' }).click();
  await panel.getByText('unwanted.bin').waitFor({ state: 'detached' });
  await expect.poll(() => treeOf('Paused'), { timeout: 10_000 }).toEqual(['slow.bin']);
});
