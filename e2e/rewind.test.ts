import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

/** An afternoon in a folder: things are made, and then somebody tidies up too much. */
const world = useWorld(async (_, client) => {
  await client.mkdir(my('Empty'));
  await client.mkdir(my('Garden'));
  for (const name of ['Beans.txt', 'Roses.txt', 'Shed.txt']) await client.putContent(my('Garden', name), name);
});

async function namesIn(folder: string): Promise<string[]> {
  const page = await (await world().client()).call('listFiles', { query: { uri: String(my(folder)) } });
  return page.files.map(({ name }) => name).sort();
}

async function judge(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
  expect(await violationsOf(visitor.page), name).toEqual([]);
}

async function openRewind(visitor: Visitor, folder: string): Promise<void> {
  await visitor.openFolder();
  await visitor.item(folder).locator('.name').click({ button: 'right' });
  await visitor.chooseMore('Rewind…');
  await visitor.dialog(`Rewind ${folder}`).waitFor();
}

it('sets a folder back to before a tidy-up, by keys, and takes the rewind back', async () => {
  const client = await world().client();
  await client.remove([my('Garden', 'Beans.txt')]);
  await client.call('renameFile', { body: { uri: String(my('Garden', 'Roses.txt')), new_name: 'Flowers.txt' } });
  await client.putContent(my('Garden', 'Weeds.txt'), 'weeds');
  await expect.poll(() => namesIn('Garden')).toEqual(['Flowers.txt', 'Shed.txt', 'Weeds.txt']);

  const visitor = await world().visit({ as: mira });
  await openRewind(visitor, 'Garden');
  const dialog = visitor.dialog('Rewind Garden');
  await dialog.getByRole('radio').first().waitFor();
  await dialog.getByRole('button', { name: 'What changed' }).first().click();
  await dialog.getByText('Roses.txt was renamed to Flowers.txt').waitFor();
  await dialog.getByText('Weeds.txt was added').waitFor();

  /* All was done in one go: only a part of it is taken back, down to the tidy-up. */
  const tidied = dialog.getByRole('radio', { name: 'Beans.txt went to the trash' });
  await tidied.focus();
  await visitor.press('Space');
  await dialog.getByRole('heading', { name: 'What will happen' }).waitFor();
  await dialog.getByText('1 item comes back from the trash').waitFor();
  await dialog.getByText('1 item that was added since then goes to the trash').waitFor();
  await dialog.getByText('1 item gets its old name again').waitFor();
  await judge(visitor, 'rewind-plan');
  await dialog.getByRole('button', { name: 'Rewind' }).press('Enter');
  await visitor.notice.getByText(/^Garden is as it was on/).waitFor();
  await expect.poll(() => namesIn('Garden')).toEqual(['Beans.txt', 'Roses.txt', 'Shed.txt']);
  await visitor.notice.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => namesIn('Garden')).toEqual(['Flowers.txt', 'Shed.txt', 'Weeds.txt']);
});

it('says that there is nothing when nothing was done', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Garden');
  await visitor.item('Shed.txt').locator('.name').click({ button: 'right' });
  await visitor.chooseMore('Rewind…');
  const dialog = visitor.dialog('Rewind Shed.txt');
  await dialog.getByText('Choose a change, or a point in time.').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: 'Rewind' }).isDisabled()).toBe(true);
  await visitor.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('is a command of the palette, for the folder that is shown', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Garden');
  await visitor.press('Control+k');
  await visitor.page.getByRole('combobox').fill('go back in time');
  await visitor.page.getByRole('option', { name: 'Rewind Garden: go back in time', selected: true }).waitFor();
  await visitor.press('Enter');
  await visitor.dialog('Rewind Garden').getByRole('radio').first().waitFor();
});

it('explains a refusal, and changes nothing', async () => {
  const visitor = await world().visit({ as: mira });
  await openRewind(visitor, 'Garden');
  const dialog = visitor.dialog('Rewind Garden');
  await visitor.page.route('**/api/v4/file/rewind', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ json: { code: 40079, msg: 'Too many', data: null } })
      : route.continue(),
  );
  await dialog.getByRole('button', { name: 'What changed' }).last().click();
  await dialog.locator('.burst-changes').getByRole('radio', { name: /Shed/ }).last().click();
  await dialog.getByText(/^This cannot be set back\./).waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: 'Rewind' }).isDisabled()).toBe(true);
});

it('says from the start that there is no going back to before a folder was made', async () => {
  const client = await world().client();
  await client.mkdir(my('New bed'));
  await client.putContent(my('New bed', 'Peas.txt'), 'in April');
  const visitor = await world().visit({ as: mira });
  await openRewind(visitor, 'New bed');
  const dialog = visitor.dialog('Rewind New bed');
  await dialog.getByText('New bed came into being here').waitFor();
  expect(await dialog.getByRole('radio').first().isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'What changed' }).click();
  await dialog.locator('.burst-changes').getByRole('radio', { name: /Peas/ }).first().click();
  await dialog.getByRole('heading', { level: 3 }).waitFor();
});

for (const [name, browser] of [
  ['light', { locale: 'en-GB' }],
  ['phone', phone],
  ['chinese', { locale: 'zh-CN' }],
] as const) {
  it(`has no barriers, ${name}`, async () => {
    const visitor = await world().visit({
      as: mira,
      browser,
      preferences: { theme: name === 'phone' ? 'dark' : 'light' },
    });
    await visitor.open('/files/Garden');
    await visitor.item('Shed.txt').waitFor();
    await visitor.page
      .getByRole('heading', { name: 'Garden' })
      .locator('xpath=ancestor-or-self::*[self::h1 or self::button]')
      .first()
      .click();
    await visitor.page.getByRole('menuitem', { name: /^Rewind…$|^回退…$/ }).click();
    await visitor.page.getByRole('dialog').getByRole('radio').first().waitFor();
    await visitor.page
      .getByRole('button', { name: /^What changed$|^更改内容$/ })
      .first()
      .click();
    await visitor.page.getByRole('dialog').locator('.burst-changes').getByRole('radio').nth(1).click();
    await visitor.page.getByRole('dialog').getByRole('heading', { level: 3 }).waitFor();
    await judge(visitor, `rewind-${name}`);
  });
}
