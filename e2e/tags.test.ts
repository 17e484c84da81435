import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { furnish } from './lib/furnish.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { smallTargets } from './lib/targets.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const tagged: Readonly<Record<string, Record<string, string>>> = {
  'Field notes.md': { 'tag:site': '#4caf50' },
  'Handbook.pdf': { 'tag:site': '#4caf50', 'tag:urgent': '#ffeb3b' },
  'Lake house/Contract.pdf': { 'tag:urgent': '#ffeb3b' },
};

const world = useWorld(async (_, client) => {
  await furnish(client);
  for (const [path, tags] of Object.entries(tagged)) {
    const patches = Object.entries(tags).map(([key, value]) => ({ key, value }));
    await client.call('patchMetadata', { body: { uris: [String(my(...path.split('/')))], patches } });
  }
});

const details = (visitor: Visitor) => visitor.page.getByRole('complementary');
const chip = (visitor: Visitor, name: string) => visitor.button(`Show everything tagged ${name}`);

async function tagsOf(path: string): Promise<string[]> {
  const uri = String(my(...path.split('/')));
  const file = await (await world().client()).call('getFileInfo', { query: { uri } });
  return Object.keys(file.metadata ?? {})
    .filter((key) => key.startsWith('tag:'))
    .map((key) => key.slice(4))
    .sort();
}

/** Through the palette, as a command. */
async function openManager(visitor: Visitor): Promise<void> {
  await visitor.press('Control+k');
  await visitor.page.getByRole('combobox').fill('Manage tags');
  await visitor.page.getByRole('option', { name: 'Manage tags', exact: true }).click();
}

async function judge(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
  expect(await violationsOf(visitor.page), name).toEqual([]);
}

it('tags a file by keys: a new name, one in use, and away again', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: true } });
  await visitor.openFolder();
  await visitor.item('Reading list.txt').locator('.name').click();
  await details(visitor).getByRole('button', { name: 'Add a tag' }).press('Enter');
  await visitor.page.getByRole('combobox', { name: 'Name of the tag' }).waitFor();
  await visitor.page.keyboard.type('winter');
  await visitor.press('Enter');
  await chip(visitor, 'winter').waitFor();
  await visitor.item('Reading list.txt').getByText('winter').waitFor();
  await expect.poll(() => tagsOf('Reading list.txt')).toEqual(['winter']);

  await visitor.press('Enter');
  await visitor.page.getByRole('combobox', { name: 'Name of the tag' }).waitFor();
  await visitor.page.keyboard.type('ur');
  await visitor.page.getByRole('option', { name: /urgent/ }).waitFor();
  await visitor.press('ArrowDown', 'Enter');
  await expect.poll(() => tagsOf('Reading list.txt')).toEqual(['urgent', 'winter']);

  await visitor.button('Remove tag winter').click();
  await expect.poll(() => tagsOf('Reading list.txt')).toEqual(['urgent']);
  await visitor.press('Control+z');
  await expect.poll(() => tagsOf('Reading list.txt')).toEqual(['urgent', 'winter']);
});

it('tags a selection in one step', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.item('Field notes.md').locator('.name').click();
  await visitor
    .item('Meadow at noon.png')
    .locator('.name')
    .click({ modifiers: ['Control'] });
  await visitor.button('Tag').click();
  const dialog = visitor.dialog('Tags of 2 items');
  await dialog.getByText('1 of 2').waitFor();
  await dialog.getByRole('button', { name: 'Put tag site on all' }).click();
  await expect.poll(() => tagsOf('Meadow at noon.png')).toEqual(['site']);
  await dialog.getByText('1 of 2').waitFor({ state: 'hidden' });
  await judge(visitor, 'tags-of-selection');
  await dialog.getByRole('button', { name: 'Remove tag site' }).click();
  await expect.poll(() => tagsOf('Meadow at noon.png')).toEqual([]);
  await expect.poll(() => tagsOf('Field notes.md')).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await visitor.press('Control+z');
  await expect.poll(() => tagsOf('Field notes.md')).toEqual(['site']);
});

it('renames, merges, colours and deletes tags everywhere, and takes it back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await openManager(visitor);
  const manager = visitor.dialog('Tags');
  const act = async (tag: string, entry: string) =>
    visitor.choose(manager.getByRole('button', { name: `Actions for tag ${tag}` }), entry);

  await act('urgent', 'Rename…');
  await visitor.page.getByRole('textbox', { name: 'Name of the tag' }).fill('soon');
  await visitor.press('Enter');
  await visitor.notice.getByText('Tag urgent is now called soon').waitFor();
  await expect.poll(() => tagsOf('Lake house/Contract.pdf')).toEqual(['soon']);
  await expect.poll(() => tagsOf('Handbook.pdf')).toEqual(['site', 'soon']);

  await act('soon', 'Merge into…');
  await visitor
    .dialog(/^Merge tag soon/)
    .getByRole('combobox')
    .selectOption('site');
  await visitor
    .dialog(/^Merge tag soon/)
    .getByRole('button', { name: 'Merge', exact: true })
    .click();
  await visitor.notice.getByText('Tag soon is merged into site').waitFor();
  await expect.poll(() => tagsOf('Lake house/Contract.pdf')).toEqual(['site']);
  await expect.poll(() => tagsOf('Handbook.pdf')).toEqual(['site']);
  await visitor.notice.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => tagsOf('Handbook.pdf')).toEqual(['site', 'soon']);
  await expect.poll(() => tagsOf('Lake house/Contract.pdf')).toEqual(['soon']);

  await manager.getByRole('button', { name: 'Actions for tag soon' }).waitFor();
  await act('site', 'Change colour…');
  await visitor.page.getByRole('radio', { name: 'Navy' }).click({ force: true });
  await visitor.dialog('Colour of tag site').getByRole('button', { name: 'Save' }).click();
  await visitor.notice.getByText('Tag site has a new colour').waitFor();

  await act('soon', 'Delete tag');
  await visitor.dialog('Delete tag soon?').getByRole('button', { name: 'Delete tag' }).click();
  await visitor.notice.getByText('Tag soon is deleted').waitFor();
  await expect.poll(() => tagsOf('Lake house/Contract.pdf')).toEqual([]);
});

it('tells which files kept their tag, and why', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.page.route('**/api/v4/file/metadata', async (route) => {
    const { uris } = route.request().postDataJSON() as { uris: string[] };
    const [refused] = uris;
    const aggregated_error = { [refused ?? '']: { code: 40016, msg: 'Path not exist' } };
    await route.fulfill({ json: { code: 40081, msg: 'One or more operation failed', aggregated_error } });
  });
  await openManager(visitor);
  const manager = visitor.dialog('Tags');
  await visitor.choose(manager.getByRole('button', { name: 'Actions for tag site' }), 'Delete tag');
  await visitor.dialog('Delete tag site?').getByRole('button', { name: 'Delete tag' }).click();
  await manager.getByRole('heading', { name: '1 item was not changed' }).waitFor();
  await judge(visitor, 'tags-partly');
});

it('goes from a tag to all that has it', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.item('Handbook.pdf').getByRole('button', { name: 'site' }).click();
  await visitor.item('Field notes.md').waitFor();
  await visitor.item('Handbook.pdf').waitFor();
  await visitor.item('Reading list.txt').waitFor({ state: 'detached' });
});

for (const theme of ['light', 'dark']) {
  it(`has no barriers in the manager, ${theme}`, async () => {
    const visitor = await world().visit({ as: mira, preferences: { theme } });
    await visitor.openFolder();
    await openManager(visitor);
    await visitor.dialog('Tags').getByRole('button', { name: 'Actions for tag site' }).waitFor();
    await judge(visitor, `tags-${theme}-manager`);
    await visitor.choose(
      visitor.dialog('Tags').getByRole('button', { name: 'Actions for tag site' }),
      'Change colour…',
    );
    await visitor.dialog('Colour of tag site').waitFor();
    await judge(visitor, `tags-${theme}-colours`);
  });
}

it('works by touch on the phone', async () => {
  const browser = phone;
  const visitor = await world().visit({ as: mira, browser });
  await visitor.openFolder();
  await visitor
    .item('Handbook.pdf')
    .getByRole('button', { name: /^More for/ })
    .tap();
  await visitor.page.getByRole('menuitem', { name: 'Tags…' }).tap();
  await visitor.dialog('Tags of Handbook.pdf').getByRole('button', { name: 'Add a tag' }).tap();
  await visitor.page.getByRole('combobox', { name: 'Name of the tag' }).fill('phone');
  await judge(visitor, 'tags-phone');
  await visitor.button('Add').tap();
  await expect.poll(() => tagsOf('Handbook.pdf')).toContain('phone');
});

it('keeps chips apart from what stands beside and below them, in the dialog and on the phone', async () => {
  const visitor = await world().visit({ as: mira, browser: phone });
  await visitor.openFolder();
  const row = visitor.item('Handbook.pdf');
  const overlaps = await row.evaluate((element) => {
    const [tag, facts] = ['.tag', '.sub'].map((part) => element.querySelector(part)?.getBoundingClientRect());
    return tag && facts && tag.bottom > facts.top + 1;
  });
  expect(overlaps).toBe(false);

  await row.getByRole('button', { name: /^More for/ }).tap();
  await visitor.page.getByRole('menuitem', { name: 'Tags…' }).tap();
  const dialog = visitor.dialog('Tags of Handbook.pdf');
  await dialog.getByRole('button', { name: 'Add a tag' }).waitFor();
  const line = await dialog.locator('.tagline').evaluate((element) => {
    const [last, add] = [...element.children].slice(-2).map((child) => child.getBoundingClientRect());
    if (!last || !add) return undefined;
    /* Beside it, or at the start of the next line. */
    const gap = add.top === last.top ? add.left - last.right : add.top - last.bottom;
    return { gap, heights: [last.height, add.height] };
  });
  expect(line).toEqual({ gap: expect.closeTo(6, 0), heights: [32, 32] });
  /* What is hit is larger than what is drawn. */
  expect(await smallTargets(visitor.page)).toEqual([]);
  await judge(visitor, 'tags-dialog-phone');
});
