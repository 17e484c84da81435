import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { looks } from './lib/devices.ts';
import { furnish } from './lib/furnish.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  await furnish(client);
  await client.call('patchMetadata', {
    body: { uris: [my('Handbook.pdf')], patches: [{ key: 'tag:to read', value: '#4caf50' }] },
  });
});

const namesOf = (visitor: Visitor) => visitor.page.locator('main [data-id] .name').allTextContents();
const chip = (visitor: Visitor, name: string | RegExp) =>
  visitor.page.getByRole('region', { name: 'Tools' }).getByRole('button', { name });
const found = (visitor: Visitor, text: string) => visitor.page.getByRole('status').filter({ hasText: text }).waitFor();
const queryOf = (visitor: Visitor) => new URL(visitor.page.url()).searchParams;

it('finds names in and below a folder, marks what was found, and leads to where it is', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=SHORE%20dawn');
  await visitor.page.getByRole('heading', { name: '“SHORE dawn” in My files' }).waitFor();
  await found(visitor, '2 found');
  await expect.poll(() => namesOf(visitor)).toEqual(['Shore at dawn.png', 'Shore at dawn.png']);
  await expect
    .poll(() => visitor.page.locator('main mark').allTextContents())
    .toEqual(['Shore', 'dawn', 'Shore', 'dawn']);
  await visitor.page.locator('main').getByRole('link', { name: 'Lake house' }).click();
  await visitor.inFolder('Lake house');
  await expect.poll(() => visitor.item('Shore at dawn.png').getAttribute('aria-selected')).toBe('true');
  await visitor.page.goBack();
  await found(visitor, '2 found');
});

it('narrows down by chips, by keyboard, and keeps every step in the address', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=');
  await visitor.page.getByRole('heading', { name: 'What are you looking for?' }).waitFor();
  await chip(visitor, 'Type').focus();
  await visitor.press('Enter');
  await visitor.page.getByRole('menuitemradio', { name: 'Pictures' }).waitFor();
  await visitor.press('p', 'Enter');
  await found(visitor, '6 found');
  await chip(visitor, 'Modified').focus();
  await visitor.press('Enter');
  await visitor.dialog('Modified').waitFor();
  await visitor.press('Enter');
  await chip(visitor, 'Change filter: Today').waitFor();
  await expect
    .poll(() => chip(visitor, 'Change filter: Today').evaluate((element) => element.matches(':focus, :focus-within')))
    .toBe(true);
  await found(visitor, '6 found');
  await chip(visitor, 'Size').click();
  await visitor.dialog('Size').getByLabel('At least, in MB').fill('1000');
  await visitor.press('Enter');
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  expect(Object.fromEntries(queryOf(visitor))).toEqual({
    search: '',
    type: 'image',
    modified: 'today',
    size: '1000000000..',
  });
  await visitor.page.goBack();
  await found(visitor, '6 found');
  await visitor.page.reload();
  await found(visitor, '6 found');
  await chip(visitor, 'Remove filter: Pictures').click();
  await expect.poll(() => queryOf(visitor).has('type')).toBe(false);
});

it('finds by tag, in a folder, and with any of the words', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=');
  await chip(visitor, 'Tag').click();
  await visitor.dialog('Tag').getByRole('button', { name: 'to read' }).click();
  await found(visitor, '1 found');
  await expect.poll(() => namesOf(visitor)).toEqual(['Handbook.pdf']);
  await visitor.open('/files/Lake%20house?search=meadow%20contract');
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await chip(visitor, 'Change filter: All words').click();
  await visitor.page.getByRole('menuitemradio', { name: 'Any word' }).click();
  await found(visitor, '2 found');
  await expect.poll(() => namesOf(visitor)).toEqual(['Contract.pdf', 'Meadow at noon.png']);
});

it('saves a search at the side, renames it, and takes it away and back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=&type=image');
  await found(visitor, '6 found');
  await visitor.button('Save search').click();
  const side = visitor.page.getByRole('navigation', { name: 'Main' }).first();
  await side.getByRole('link', { name: 'Pictures' }).waitFor();
  await visitor.button('More for Pictures').click();
  await visitor.page.getByRole('menuitem', { name: 'Rename pin' }).click();
  await visitor.dialog('Rename pin').getByRole('textbox').fill('All my pictures');
  await visitor.press('Enter');
  await side.getByRole('link', { name: 'All my pictures' }).waitFor();
  await visitor.page.reload();
  await visitor.openFolder();
  await side.getByRole('link', { name: 'All my pictures' }).click();
  await found(visitor, '6 found');
  expect(Object.fromEntries(queryOf(visitor))).toEqual({ search: '', type: 'image' });
  await visitor.button('More for All my pictures').click();
  await visitor.page.getByRole('menuitem', { name: 'Unpin' }).click();
  await side.getByRole('link', { name: 'All my pictures' }).waitFor({ state: 'detached' });
  await visitor.press('Control+z');
  await side.getByRole('link', { name: 'All my pictures' }).waitFor();
});

it('pins a folder from its menu', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.button('More for Letters').click();
  await visitor.page.getByRole('menuitem', { name: 'Pin to the side' }).click();
  await visitor.page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Letters' }).click();
  await visitor.inFolder('Letters');
});

it('pins a folder that is dragged to the side', async () => {
  const visitor = await world().visit({ as: mira });
  const side = visitor.page.getByRole('navigation', { name: 'Main' }).first();
  const target = side.locator('.pin-drop', { hasText: 'Drop here to pin' });
  const dragOut = async (name: string) => {
    await visitor.item(name).locator('.name').hover();
    await visitor.page.mouse.down();
    await visitor.page.mouse.move(640, 600, { steps: 5 });
  };
  await visitor.openFolder();
  await dragOut('Recipes');
  await target.waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'pin-drop.png') });
  await target.hover();
  await target.hover();
  await visitor.page.mouse.up();
  await side.getByRole('link', { name: 'Recipes' }).waitFor();
  await target.waitFor({ state: 'detached' });
  await visitor.notice.getByText('Recipes pinned').waitFor();
  await visitor.press('Control+z');
  await side.getByRole('link', { name: 'Recipes' }).waitFor({ state: 'detached' });
});

it('moves what was found in several folders, and puts each back where it was', async () => {
  const client = await world().client();
  for (const folder of ['A', 'B', 'Target']) await client.mkdir(my('Moves', folder));
  await client.putContent(my('Moves', 'A', 'stone 1.txt'), '1');
  await client.putContent(my('Moves', 'B', 'stone 2.txt'), '2');
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files/Moves?search=stone');
  await found(visitor, '2 found');
  await visitor.files.focus();
  await visitor.press('Control+a', 'Control+x');
  await visitor.press('Escape', 'Alt+ArrowUp');
  await visitor.item('Target').dblclick();
  await visitor.inFolder('Target');
  await visitor.press('Control+v');
  await visitor.item('stone 2.txt').waitFor();
  await visitor.press('Control+z');
  await visitor.item('stone 2.txt').waitFor({ state: 'detached' });
  expect((await client.info(my('Moves', 'A', 'stone 1.txt'))).size).toBe(1);
  expect((await client.info(my('Moves', 'B', 'stone 2.txt'))).size).toBe(1);
});

it('finds as one types, anywhere, and remembers what was looked for', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Letters');
  await visitor.press('Control+k');
  const field = visitor.page.getByRole('combobox');
  await field.fill('contr');
  const option = visitor.page.getByRole('option', { name: /Contract\.pdf/ });
  await option.waitFor();
  await expect.poll(() => option.locator('mark').textContent()).toBe('Contr');
  await expect.poll(() => option.textContent()).toContain('My files / Lake house');
  await expect.poll(() => option.getAttribute('aria-selected')).toBe('true');
  await visitor.press('ArrowDown');
  await visitor.page.getByRole('option', { name: 'All results for “contr”', selected: true }).waitFor();
  await visitor.press('ArrowUp', 'Enter');
  await visitor.button('Close preview').waitFor();
  expect(decodeURIComponent(new URL(visitor.page.url()).pathname)).toBe('/files/Lake house');
  await visitor.press('Escape');
  await visitor.item('Contract.pdf').waitFor();
  await visitor.press('Control+k');
  await visitor.button('In Lake house').click();
  await field.fill('letter');
  await visitor.page.getByRole('option', { name: 'All results for “letter”' }).click();
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await visitor.button('Search everywhere').click();
  await found(visitor, '1 found');
  await visitor.openFolder();
  await visitor.press('Control+k');
  await visitor.page.getByRole('group', { name: 'Looked for lately' }).getByRole('option', { name: 'contr' }).waitFor();
});

for (const [device, theme, browser] of looks) {
  it(`has no barriers, ${device}, ${theme}`, async () => {
    const visitor = await world().visit({
      as: mira,
      preferences: { theme: theme === 'chinese' ? 'light' : theme },
      browser,
    });
    const judge = async (view: string) => {
      await visitor.page.screenshot({ path: join(artifacts, `search-${device}-${theme}-${view}.png`) });
      expect(await violationsOf(visitor.page), view).toEqual([]);
    };
    await visitor.open('/files?search=at&type=image&modified=week&tag=');
    await visitor.item('Shore at dawn.png').first().waitFor();
    await visitor.settled();
    await judge('results');
    await visitor.page
      .locator('.chips .chip')
      .filter({ hasText: /^(Size|大小)$/ })
      .click();
    await visitor.page.locator('.popover[open]').waitFor();
    await judge('form');
    await visitor.press('Escape');
    await visitor.open('/files?search=nothing%20like%20this&type=image');
    await visitor.page.locator('.nothing').waitFor();
    await judge('nothing');
    await visitor.open('/files/Lake%20house');
    await visitor.item('Contract.pdf').waitFor();
    await visitor.page.locator('button.search').click();
    /* However much is listed below it, the field keeps its height. */
    const field = visitor.page.getByRole('combobox').locator('xpath=..');
    await expect.poll(() => field.evaluate((element) => element.clientHeight)).toBeGreaterThanOrEqual(59);
    await visitor.page.getByRole('combobox').fill('la');
    await visitor.settled();
    await judge('palette');
  });
}

it('finds what was deleted by the name it had', async () => {
  const client = await world().client();
  for (const name of ['Wanted draft.txt', 'Unwanted.png', '旧的草稿.txt']) {
    await client.putContent(my('Recipes', name), name);
    await client.remove([my('Recipes', name)]);
  }
  const visitor = await world().visit({ as: mira });
  await visitor.open('/trash');
  await visitor.item('Unwanted.png').waitFor();
  await visitor.button('Search the trash').click();
  await visitor.page.getByRole('searchbox').fill('DRAFT');
  await expect.poll(() => namesOf(visitor)).toEqual(['Wanted draft.txt']);
  await visitor.page.getByRole('searchbox').fill('草稿');
  await expect.poll(() => namesOf(visitor)).toEqual(['旧的草稿.txt']);
  await visitor.page.getByRole('searchbox').fill('');
  await chip(visitor, 'Type').click();
  await visitor.page.getByRole('menuitemradio', { name: 'Pictures' }).click();
  await expect.poll(() => namesOf(visitor)).toEqual(['Unwanted.png']);
  await visitor.button('Empty trash').waitFor({ state: 'detached' });
  await visitor.page.screenshot({ path: join(artifacts, 'search-trash.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.page.getByRole('searchbox').fill('nothing');
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await visitor.page.reload();
  await visitor.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
});
