import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const picture = new Uint8Array(png(300, 200, (x, y) => [40, Math.round(255 * x), Math.round(255 * y)]));

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Album', 'Best'));
  for (const name of ['a.png', 'b.png', 'c.png', 'd.png']) await client.putContent(my('Album', name), picture);
  await client.mkdir(my('Letters'));
  for (const name of ['one.txt', 'two.txt', 'three.txt']) await client.putContent(my('Letters', name), `${name}\n`);
});

const shown = (visitor: Visitor, name: string) =>
  visitor.page.getByRole('img', { name: `Picture ${name}`, exact: true }).waitFor();
const preview = (visitor: Visitor, name: string) => visitor.page.getByRole('dialog', { name, exact: true });
const more = (visitor: Visitor, name: string) =>
  preview(visitor, name).getByRole('button', { name: `More for ${name}` });

async function look(folder: string, name: string, browser = {}): Promise<Visitor> {
  const visitor = await world().visit({ as: mira, browser });
  await visitor.open(`/files/${folder}?open=${encodeURIComponent(name)}`);
  await visitor.button('Close preview').waitFor();
  return visitor;
}

const namesIn = async (...folder: string[]) => {
  const names: string[] = [];
  for await (const file of (await world().client()).listAll(my(...folder))) names.push(file.name);
  return names.sort();
};

it('gives a file another name, and takes it back', async () => {
  const visitor = await look('Album', 'a.png');
  await shown(visitor, 'a.png');
  await visitor.press('F2');
  const dialog = visitor.dialog('Rename');
  const field = dialog.getByRole('textbox');
  await field.fill('b.png');
  await dialog.getByText('“b.png” is already here.').waitFor();
  await field.fill('first.png');
  await visitor.press('Enter');
  await preview(visitor, 'first.png').waitFor();
  await expect.poll(() => namesIn('Album')).toContain('first.png');
  expect(new URL(visitor.page.url()).searchParams.get('open')).toBe('first.png');
  await visitor.press('Control+z');
  await preview(visitor, 'a.png').waitFor();
  await expect.poll(() => namesIn('Album')).toContain('a.png');
});

it('goes on to the next file when one is deleted or moved, and comes back to it by Undo', async () => {
  const visitor = await look('Album', 'b.png');
  await shown(visitor, 'b.png');
  await visitor.page.getByText('2 of 4', { exact: true }).waitFor();
  await visitor.press('Delete');
  await preview(visitor, 'c.png').waitFor();
  await visitor.page.getByText('2 of 3', { exact: true }).waitFor();
  await visitor.page.getByRole('button', { name: /^Undo/ }).click();
  await preview(visitor, 'b.png').waitFor();
  await visitor.page.getByText('2 of 4', { exact: true }).waitFor();
  await visitor.choose(more(visitor, 'b.png'), 'Move to…');
  await visitor.page.getByRole('treeitem', { name: 'Album' }).press('ArrowRight');
  await visitor.page.getByRole('treeitem', { name: 'Best' }).click();
  await visitor.button('Move to Best').click();
  await preview(visitor, 'c.png').waitFor();
  await expect.poll(() => namesIn('Album', 'Best')).toEqual(['b.png']);
  await visitor.press('Control+z');
  await preview(visitor, 'b.png').waitFor();
  await expect.poll(() => namesIn('Album', 'Best')).toEqual([]);
});

it('shares and tags without leaving the file, and Escape closes one layer at a time', async () => {
  const visitor = await look('Album', 'd.png');
  await shown(visitor, 'd.png');
  const share = visitor.button('Share');
  await share.focus();
  await visitor.press('Enter');
  await visitor.dialog(/^Share/).waitFor();
  await visitor.press('Escape');
  await visitor.dialog(/^Share/).waitFor({ state: 'detached' });
  await expect.poll(() => share.evaluate((element) => element === document.activeElement)).toBe(true);

  await visitor.button('Tags…').click();
  const tags = visitor.dialog(/^Tags/);
  await tags.getByRole('button', { name: 'Add a tag' }).click();
  await visitor.page.keyboard.type('autumn');
  await visitor.press('Enter');
  await tags.getByText('autumn').first().waitFor();
  await tags.getByRole('button', { name: 'Done' }).click();

  await visitor.press('i');
  const details = visitor.page.getByRole('complementary', { name: 'Details of d.png' });
  await details.getByText('autumn').waitFor();
  const overlap = async () => {
    const beside = await visitor.page.locator('.preview .canvas').boundingBox();
    return (beside?.x ?? 0) + (beside?.width ?? 0) - ((await details.boundingBox())?.x ?? 0);
  };
  await expect.poll(overlap).toBeLessThanOrEqual(0);
  await visitor.page.screenshot({ path: join(artifacts, 'preview-acts.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.press('ArrowLeft');
  await visitor.page.getByRole('complementary', { name: 'Details of c.png' }).waitFor();
  await more(visitor, 'c.png').press('Enter');
  await visitor.page.getByRole('menu').waitFor();
  await visitor.press('Escape');
  await visitor.page.getByRole('menu').waitFor({ state: 'detached' });
  await visitor.press('Escape');
  await visitor.page.getByRole('complementary').waitFor({ state: 'detached' });
  await preview(visitor, 'c.png').waitFor();
  await visitor.press('Escape');
  await preview(visitor, 'c.png').waitFor({ state: 'detached' });
});

it('keeps the focus within, and tells each file as one comes to it', async () => {
  const visitor = await look('Letters', 'one.txt');
  await visitor.page.getByRole('textbox', { name: 'Text of one.txt' }).waitFor();
  const region = visitor.page.locator('.preview > .unseen[aria-live]');
  await expect.poll(() => region.textContent()).toBe('one.txt, 1 of 3');
  await visitor.button('Next').click();
  await expect.poll(() => region.textContent()).toBe('three.txt, 2 of 3');
  for (let step = 0; step < 40; step++) {
    await visitor.press('Tab');
    const inside = await visitor.page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('.preview') !== null,
    );
    expect(inside, `after ${step + 1} times Tab`).toBe(true);
  }
});

it('shows what lies in the trash, puts it back, or deletes it for good after asking', async () => {
  const client = await world().client();
  await client.mkdir(my('Old'));
  const names = ['x.txt', 'y.txt', 'z.txt'];
  for (const name of names) await client.putContent(my('Old', name), `${name} is here\n`);
  await client.remove(names.map((name) => my('Old', name)));
  const visitor = await world().visit({ as: mira });
  await visitor.open('/trash');
  await visitor.item('y.txt').dblclick();
  const tools = preview(visitor, 'y.txt').locator('header').getByRole('button');
  await expect
    .poll(() => tools.evaluateAll((all) => all.map((tool) => tool.getAttribute('aria-label'))))
    .toEqual(['Close preview', 'Restore', 'Delete for good', 'Details']);
  await visitor.page.screenshot({ path: join(artifacts, 'preview-trash.png') });
  await tools.nth(1).click();
  await preview(visitor, 'y.txt').waitFor({ state: 'detached' });
  await expect.poll(() => namesIn('Old')).toContain('y.txt');
  const current = async () => (await visitor.page.locator('dialog.preview').getAttribute('aria-label')) ?? '';
  const gone = await current();
  await visitor.press('Delete');
  await visitor.dialog(`Delete ${gone} for good?`).getByRole('button', { name: 'Delete for good' }).click();
  await visitor.notice.getByText(`${gone} deleted for good`).waitFor();
  await expect.poll(current).not.toBe(gone);
  const left = await current();
  await visitor.button('Restore and open').click();
  await visitor.page
    .getByRole('textbox', { name: `Text of ${left}` })
    .getByText(`${left} is here`)
    .waitFor();
  await visitor.button('Edit').waitFor();
});

it('has the tools under the file on the phone', async () => {
  const visitor = await look('Letters', 'two.txt', phone);
  const under = visitor.page.locator('.under');
  await expect
    .poll(() => under.getByRole('button').allTextContents())
    .toEqual(['Share', 'Download', 'Tag', 'Trash', 'More']);
  await under.getByRole('button', { name: 'More' }).tap();
  await visitor.page.getByRole('menuitem', { name: 'Rename' }).waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'preview-acts-phone.png') });
  await visitor.press('Escape');
  await under.getByRole('button', { name: 'Trash' }).tap();
  await expect.poll(() => namesIn('Letters')).toEqual(['one.txt', 'three.txt']);
  await visitor.page.getByRole('button', { name: /^Undo/ }).tap();
  await preview(visitor, 'two.txt').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
});
