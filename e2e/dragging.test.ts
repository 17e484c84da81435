import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  for (const folder of ['In/Deeper', 'Out', 'Way/There/Further', 'Long/Zoo'])
    await client.mkdir(my(...folder.split('/')));
  for (const name of ['letter.txt', 'note.txt', 'poem.txt']) await client.putContent(my('Out', name), name);
  await client.putContent(my('plan.txt'), 'a plan');
  await seedNames(
    client,
    'Long',
    Array.from({ length: 90 }, (_, index) => `n${String(index + 10)}.txt`),
  );
});

const path = (visitor: Visitor) => visitor.page.getByRole('navigation', { name: 'Folder path' });

it('opens folders and the path under what is dragged, drops it there, and takes it back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.carry('plan.txt');
  await visitor.holdOver(visitor.item('In'));
  await visitor.inFolder('In');
  await visitor.holdOver(visitor.item('Deeper'));
  await visitor.inFolder('Deeper');
  await visitor.holdOver(path(visitor).getByRole('link', { name: 'In', exact: true }));
  await visitor.inFolder('In');
  await visitor.holdOver(visitor.item('Deeper'));
  await visitor.page.mouse.up();
  await visitor.notice.getByText('plan.txt moved to Deeper').waitFor();
  await visitor.inFolder('In');
  await visitor.notice.getByRole('button', { name: /Undo/ }).click();
  await visitor.page.goBack();
  await visitor.inFolder('My files');
  await visitor.item('plan.txt').waitFor();
});

it('goes back to where it began when the drag is given up', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Out');
  await visitor.carry('letter.txt');
  await visitor.holdOver(path(visitor).getByRole('link', { name: 'My files' }));
  await visitor.inFolder('My files');
  await visitor.holdOver(visitor.item('Way'));
  await visitor.inFolder('Way');
  await visitor.giveUpDrag();
  await visitor.inFolder('Out');
  await expect.poll(() => visitor.item('letter.txt').getAttribute('aria-selected')).toBe('true');
});

it('copies while Ctrl is held, and says so before', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  const effects: string[] = [];
  await visitor.page.exposeFunction('tell', (effect: string) => effects.at(-1) !== effect && effects.push(effect));
  await visitor.page.evaluate(() =>
    window.addEventListener('dragover', ({ dataTransfer }) =>
      (window as unknown as { tell: (effect?: string) => void }).tell(dataTransfer?.dropEffect),
    ),
  );
  const over = await visitor.item('Out').boundingBox();
  if (!over) throw new Error('Out is not on the page.');
  await visitor.carry('plan.txt');
  /* At once: a folder opens under what is held over it for a moment. */
  const [x, y] = [over.x + 80, over.y + over.height / 2];
  for (const shift of [0, 2, 4]) await visitor.page.mouse.move(x + shift, y);
  await visitor.page.keyboard.down('Control');
  for (const shift of [2, 0, 2]) await visitor.page.mouse.move(x + shift, y);
  await visitor.page.mouse.up();
  await visitor.page.keyboard.up('Control');
  await visitor.notice.getByText('plan.txt copied to Out').waitFor();
  expect(effects.filter((effect) => effect !== 'none')).toEqual(['move', 'copy']);
  await visitor.item('plan.txt').waitFor();
});

it('scrolls a long folder while something is held near its edge', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Long');
  await visitor.carry('n10.txt');
  const { y = 0, height = 0 } = (await visitor.page.locator('#files').boundingBox()) ?? {};
  let shift = 0;
  const holdAt = (edge: number) => visitor.page.mouse.move(640 + (shift++ % 9), edge);
  await expect
    .poll(async () => {
      await holdAt(y + height - 6);
      return visitor.item('n99.txt').isVisible();
    })
    .toBe(true);
  await expect
    .poll(async () => {
      await holdAt(y + 6);
      return visitor.item('Zoo').isVisible();
    })
    .toBe(true);
  await visitor.holdOver(visitor.item('Zoo'));
  await visitor.page.mouse.up();
  await visitor.notice.getByText('n10.txt moved to Zoo').waitFor();
});

/** What a drag that begins on an item carries for places outside of the drive. */
async function carriedBy(visitor: Visitor, name: string): Promise<Record<string, string>> {
  await visitor.page.evaluate(() =>
    window.addEventListener('dragstart', ({ dataTransfer }) => {
      const carried = Object.fromEntries(dataTransfer?.types.map((type) => [type, dataTransfer.getData(type)]) ?? []);
      document.documentElement.dataset.carried = JSON.stringify(carried);
    }),
  );
  await visitor.item(name).locator('.name').hover();
  await visitor.dragsFollowed();
  await visitor.item(name).locator('.name').hover();
  const link = visitor.page.waitForResponse((response) => response.url().endsWith('/api/v4/file/url'));
  await visitor.page.mouse.down();
  await (await link).finished();
  await visitor.page.mouse.move(640, 500, { steps: 5 });
  const carried = visitor.page.locator('html[data-carried]');
  const text = await carried.getAttribute('data-carried');
  await visitor.giveUpDrag();
  return JSON.parse(text ?? '{}');
}

it('gives the desktop a file by a link that needs no account, and others its address', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Out');
  await visitor.item('poem.txt').click();
  const carried = await carriedBy(visitor, 'poem.txt');
  expect(carried['text/uri-list']).toBe(`${world().base}/files/Out?at=poem.txt&open=poem.txt`);
  const [type, name, ...link] = (carried.downloadurl ?? '').split(':');
  expect([type, name]).toEqual(['text/plain', 'poem.txt']);
  const answer = await fetch(link.join(':'));
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(await answer.text()).toBe('poem.txt');
  await visitor.open(carried['text/uri-list'] ?? '');
  await visitor.page.getByRole('dialog').getByText('poem.txt').first().waitFor();
});

it('gives the desktop several items as one archive', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Out');
  await visitor.files.focus();
  await visitor.press('Control+a');
  const carried = await carriedBy(visitor, 'letter.txt');
  const [type, name, ...link] = (carried.downloadurl ?? '').split(':');
  expect([type, name]).toEqual(['application/zip', 'Out.zip']);
  const bytes = new Uint8Array(await (await fetch(link.join(':'))).arrayBuffer());
  expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('PK');
});

it('opens branches of the tree under what is dragged, and closes those it was not dropped in', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Out');
  const side = visitor.page.getByRole('navigation', { name: 'Main' }).first();
  const branch = (name: string) => side.getByRole('treeitem', { name, exact: true });
  await side.getByRole('button', { name: 'Folders in My files' }).click();
  await visitor.carry('note.txt');
  await visitor.holdOver(branch('In'));
  await branch('Deeper').waitFor();
  await visitor.holdOver(branch('Way'));
  await branch('There').waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'tree.png') });
  await visitor.holdOver(branch('There'));
  await branch('Further').waitFor();
  await visitor.holdOver(branch('Further'));
  await visitor.page.mouse.up();
  await visitor.notice.getByText('note.txt moved to Further').waitFor();
  await branch('Deeper').waitFor({ state: 'detached' });
  await branch('Further').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
  await branch('Way').focus();
  await visitor.press('ArrowLeft');
  await branch('There').waitFor({ state: 'detached' });
  await visitor.press('Enter');
  await visitor.inFolder('Way');
  await expect.poll(() => branch('Way').getAttribute('aria-selected')).toBe('true');
});

it('takes a file of the desktop to a folder that opens under it', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  const file = join(world().folder, 'from the desk.txt');
  await writeFile(file, 'x');
  await visitor.item('Way').waitFor();
  await visitor.dropFiles([file], visitor.item('Way'), () => visitor.inFolder('Way'));
  await visitor.item('from the desk.txt').waitFor();
});

it('puts a pin where it is let go among the pins, and moves nothing by one anywhere else', async () => {
  const client = await world().client();
  const pinned = ['In', 'Long', 'Way'];
  for (const name of pinned) await client.call('unpinFile', { body: { uri: my(name) } });
  for (const name of pinned) await client.call('pinFile', { body: { uri: my(name) } });
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  const side = visitor.page.getByRole('navigation', { name: 'Main' }).first();
  const pins = side.locator('.pins .place');
  const pin = (name: string) => pins.filter({ hasText: name });
  const kept = async () => (await client.call('getMe', {})).pined?.map(({ uri }) => uri.split('/').at(-1));
  await expect.poll(() => pins.allInnerTexts()).toEqual(pinned);
  const take = async (name: string) => {
    await pin(name).hover();
    await visitor.dragsFollowed();
    await visitor.page.mouse.down();
    await visitor.page.mouse.move(400, 500, { steps: 5 });
  };
  await take('Way');
  const upper = { position: { x: 40, y: 6 } };
  await pin('In').hover(upper);
  await pin('In').hover(upper);
  await side.locator('[data-beside=before]', { hasText: 'In' }).waitFor();
  await visitor.page.mouse.up();
  await visitor.notice.getByText('Way has another place among the pins').waitFor();
  await expect.poll(() => pins.allInnerTexts()).toEqual(['Way', 'In', 'Long']);
  expect(await kept()).toEqual(['Way', 'In', 'Long']);
  await visitor.press('Control+z');
  await expect.poll(kept).toEqual(pinned);

  await pin('In').click({ button: 'right' });
  await visitor.page.getByRole('menuitem', { name: 'Move down' }).click();
  await expect.poll(kept).toEqual(['Long', 'In', 'Way']);

  /* A pin is a way to a folder: where a folder would be moved, it leads nothing anywhere. */
  await take('Way');
  await visitor.holdOver(visitor.item('Long'));
  await visitor.page.mouse.up();
  await visitor.page.mouse.move(600, 400, { steps: 2 });
  expect(await visitor.page.locator('[data-over], [data-beside]').count()).toBe(0);
  const { files } = await client.call('listFiles', { query: { uri: my('Long'), page_size: 200 } });
  expect(files.map(({ name }) => name)).not.toContain('Way');
  await visitor.item('Way').waitFor();

  /* What lies in the list goes by a pin into its folder, and is held over it to open it. */
  await visitor.carry('plan.txt');
  await visitor.holdOver(pin('In'));
  await visitor.inFolder('In');
  await visitor.holdOver(pin('Way'));
  await visitor.page.mouse.up();
  await visitor.notice.getByText('plan.txt moved to Way').waitFor();
  await visitor.press('Control+z');
  await expect
    .poll(() =>
      client.info(my('plan.txt')).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
});
