import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { furnish } from './lib/furnish.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  await furnish(client);
  await client.call('patchMetadata', {
    body: {
      uris: [String(my('Shore at dawn.png'))],
      patches: [
        { key: 'tag:autumn', value: '#ff5722' },
        { key: 'props:description', value: 'The first morning.' },
      ],
    },
  });
});

const details = (visitor: Visitor) => visitor.page.getByRole('complementary');

/** The value beside a label of the facts. */
const fact = (visitor: Visitor, label: string) =>
  details(visitor)
    .locator('dt', { hasText: new RegExp(`^${label}$`) })
    .locator('xpath=following-sibling::dd[1]');

async function metadataOf(name: string): Promise<Record<string, string>> {
  const file = await (await world().client()).call('getFileInfo', { query: { uri: String(my(name)) } });
  return file.metadata ?? {};
}

/** A picture for people, and the judgement of axe. */
async function judge(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
  expect(await violationsOf(visitor.page), name).toEqual([]);
}

it('tells of the folder, of one item, of several, by key', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Lake house');
  await visitor.press('Alt+Enter');
  await visitor.page.getByRole('complementary', { name: 'Details of Lake house' }).waitFor();
  await expect.poll(() => fact(visitor, 'Contains').textContent()).toContain('3 files, 1 folder');

  await visitor.item('Contract.pdf').locator('.name').click();
  await visitor.page.getByRole('complementary', { name: 'Details of Contract.pdf' }).waitFor();
  await expect.poll(() => fact(visitor, 'Location').textContent()).toBe('My files / Lake house');
  await expect.poll(() => details(visitor).textContent()).toMatch(/212\sKB/);

  await visitor
    .item('Plans')
    .locator('.name')
    .click({ modifiers: ['Control'] });
  await details(visitor).getByRole('heading', { name: '2 items' }).waitFor();
  await expect.poll(() => fact(visitor, 'Size').textContent()).toContain('212');
  await fact(visitor, 'Contains').waitFor();

  await visitor.press('Alt+Enter');
  await details(visitor).waitFor({ state: 'hidden' });
  await visitor.press('?');
  await visitor.dialog('Keyboard').getByText('Details').waitFor();
});

it('opens by the menu, and stays when it is chosen there for another item', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: false } });
  await visitor.openFolder();
  for (const name of ['Shore at dawn.png', 'Recipes']) {
    await visitor.item(name).click({ button: 'right' });
    await visitor.page.getByRole('menuitem', { name: 'Details' }).click();
    await visitor.page.getByRole('complementary', { name: `Details of ${name}` }).waitFor();
  }
});

it('goes to a place by its link', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: true } });
  await visitor.openFolder('Lake house');
  await visitor.item('Contract.pdf').locator('.name').click();
  await details(visitor).getByRole('link', { name: 'My files' }).click();
  await visitor.inFolder('My files');
});

it('changes properties where they stand, and takes them back', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: true } });
  await visitor.openFolder();
  await visitor.item('Shore at dawn.png').locator('.name').click();
  await details(visitor).getByText('The first morning.').waitFor();

  await details(visitor).getByRole('button', { name: 'Edit Description' }).click();
  await details(visitor).getByRole('textbox', { name: 'Description' }).fill('Before the wind came up.');
  await visitor.press('Enter');
  await details(visitor).getByText('Before the wind came up.').waitFor();
  await expect
    .poll(async () => (await metadataOf('Shore at dawn.png'))['props:description'])
    .toBe('Before the wind came up.');

  await details(visitor).getByRole('radio', { name: '4 stars' }).click({ force: true });
  await expect.poll(async () => (await metadataOf('Shore at dawn.png'))['props:rating']).toBe('4');
  await visitor.notice.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(async () => (await metadataOf('Shore at dawn.png'))['props:rating']).toBeUndefined();
});

it('takes a change back on the page when the server refuses it', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: true } });
  await visitor.openFolder();
  await visitor.item('Reading list.txt').locator('.name').click();
  await visitor.page.route('**/api/v4/file/metadata', (route) =>
    route.fulfill({ json: { code: 40073, msg: 'Lock conflict', data: null } }),
  );
  await details(visitor).getByRole('radio', { name: '5 stars' }).click({ force: true });
  await visitor.notice.getByText('Rating was not changed.').waitFor();
  await expect.poll(() => details(visitor).getByRole('radio', { name: '5 stars' }).isChecked()).toBe(false);
});

it('gives a folder a colour and an emoji, by keys alone', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: true } });
  await visitor.openFolder();
  await visitor.item('Recipes').locator('.name').click();
  await details(visitor).getByRole('radio', { name: 'Fern' }).focus();
  await visitor.press('ArrowRight', 'ArrowRight');
  await expect.poll(async () => (await metadataOf('Recipes'))['customize:icon_color']).toBe('#2196f3');
  await visitor.item('Recipes').locator('.folder-lake').waitFor();

  await details(visitor).getByRole('button', { name: 'Choose an emoji' }).press('Enter');
  await visitor.dialog('Emoji for Recipes').getByRole('button').nth(5).waitFor();
  await visitor.press('ArrowRight', 'Enter');
  await expect.poll(async () => (await metadataOf('Recipes'))['customize:emoji']).toBeTruthy();
  await visitor.item('Recipes').locator('.emoji').waitFor();
  await visitor.press('Control+z');
  await expect.poll(async () => (await metadataOf('Recipes'))['customize:emoji']).toBeUndefined();
});

it('stands over a preview', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?open=Shore%20at%20dawn.png');
  await visitor.button('Close preview').waitFor();
  await visitor.press('i');
  await visitor.page.getByRole('complementary', { name: 'Details of Shore at dawn.png' }).waitFor();
  await details(visitor).getByRole('button', { name: 'Show everything tagged autumn' }).waitFor();
  await judge(visitor, 'details-preview');
});

for (const theme of ['light', 'dark']) {
  it(`has no barriers, ${theme}`, async () => {
    const browser = { viewport: { width: 1440, height: 900 } };
    const visitor = await world().visit({ as: mira, preferences: { theme, details: true }, browser });
    await visitor.openFolder();
    await visitor.item('Shore at dawn.png').locator('.name').click();
    await fact(visitor, 'Storage').waitFor();
    await judge(visitor, `details-${theme}-file`);
    await details(visitor).getByRole('tab', { name: 'Activity' }).click();
    await details(visitor).getByRole('button', { name: 'Changes' }).waitFor();
    await details(visitor).locator('.events li').first().waitFor();
    await judge(visitor, `details-${theme}-activity`);
    await details(visitor).getByRole('tab', { name: 'About' }).click();
    await visitor.item('Recipes').locator('.name').click();
    await details(visitor).getByText('Folder colour').waitFor({ state: 'attached' });
    await details(visitor).getByRole('button', { name: 'Choose an emoji' }).click();
    await visitor.dialog('Emoji for Recipes').getByRole('button').nth(5).waitFor();
    await judge(visitor, `details-${theme}-emoji`);
  });

  it(`is a sheet on the phone without barriers, ${theme}`, async () => {
    const visitor = await world().visit({ as: mira, preferences: { theme }, browser: phone });
    await visitor.openFolder();
    await visitor
      .item('Shore at dawn.png')
      .getByRole('button', { name: /^More for/ })
      .tap();
    await visitor.page.getByRole('menuitem', { name: 'Details' }).tap();
    await fact(visitor, 'Storage').waitFor();
    await judge(visitor, `details-${theme}-phone`);
    await visitor.button('Close').tap();
    await details(visitor).waitFor({ state: 'hidden' });
  });
}

it('speaks Chinese', async () => {
  const visitor = await world().visit({ as: mira, preferences: { details: true }, browser: { locale: 'zh-CN' } });
  await visitor.open('/files');
  await visitor.item('Shore at dawn.png').locator('.name').click();
  await details(visitor).getByRole('tab', { name: '概览' }).waitFor();
  await fact(visitor, '所有者').waitFor();
  await judge(visitor, 'details-chinese');
});
