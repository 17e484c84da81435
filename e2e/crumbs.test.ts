import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const long = ['A folder with quite a long name', 'Another one with a name as long', 'And yet another long one', 'End'];

const world = useWorld(async (_, client) => {
  for (const path of ['Projects/Lake house/Plans', 'Projects/Garden', 'Letters'])
    await client.mkdir(my(...path.split('/')));
  await client.putContent(my('Projects', 'Lake house', 'todo.txt'), 'paint');
  await client.putContent(my('plan.txt'), 'a plan');
  await client.mkdir(my(...long));
});

const path = (visitor: Visitor) => visitor.page.getByRole('navigation', { name: 'Folder path' });
const field = (visitor: Visitor) => visitor.page.getByRole('combobox', { name: 'Path of a folder' });

it('is written in, with the names of folders completed, and leads there', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Letters');
  await path(visitor).click({ position: { x: 400, y: 10 } });
  await expect.poll(() => field(visitor).inputValue()).toBe('/Letters');
  await visitor.page.keyboard.type('/pro');
  await visitor.page.getByRole('option', { name: 'Projects' }).waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'path-field.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.press('Tab');
  await visitor.page.getByRole('option', { name: 'Lake house' }).waitFor();
  await visitor.press('ArrowDown', 'ArrowDown');
  await visitor.page.getByRole('option', { name: 'Lake house', selected: true }).waitFor();
  await visitor.press('Enter');
  await visitor.inFolder('Lake house');
  await expect.poll(() => visitor.files.evaluate((list) => list === document.activeElement)).toBe(true);
});

it('says what is wrong, keeps what was written, and goes back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Letters');
  await visitor.press('Control+Shift+G');
  for (const [text, words] of [
    ['/Letters/Nowhere', 'There is nothing at /Letters/Nowhere.'],
    ['https://elsewhere.example/files', 'This is an address of another site.'],
    ['cloudreve://nobody/x', 'This is no path.'],
  ] as const) {
    await field(visitor).fill(text);
    await visitor.press('Enter');
    await path(visitor).getByRole('alert').getByText(words).waitFor();
    expect(await field(visitor).inputValue()).toBe(text);
  }
  await visitor.page.screenshot({ path: join(artifacts, 'path-problem.png') });
  await visitor.press('Escape');
  await visitor.inFolder('Letters');
});

it('takes a file URI, an address, and the path of a file', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  const goTo = async (text: string) => {
    await visitor.command('Go to a path');
    await field(visitor).fill(text);
    await visitor.press('Enter');
  };
  await goTo(my('Projects', 'Garden'));
  await visitor.inFolder('Garden');
  await goTo(`${world().base}/files/Projects/Lake%20house`);
  await visitor.inFolder('Lake house');
  await goTo('todo.txt');
  await visitor.page.getByRole('dialog').getByText('paint').waitFor();
});

it('has the neighbours of each folder in a menu, by hand and by key', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Projects', 'Lake house');
  await visitor.button('Folders in Projects').click();
  await visitor.page.getByRole('menuitemradio', { name: 'Lake house', checked: true }).waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'crumb-menu.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.page.getByRole('menuitemradio', { name: 'Garden' }).click();
  await visitor.inFolder('Garden');
  await path(visitor).getByRole('button', { name: 'Folders in My files' }).focus();
  await visitor.press('Enter');
  await visitor.page
    .getByRole('menuitemradio', { name: 'Projects', checked: true })
    .and(visitor.page.locator(':focus'))
    .waitFor();
  await visitor.press('L');
  await visitor.press('Enter');
  await visitor.inFolder('Letters');
});

for (const language of ['en', 'ar']) {
  it(`opens what does not fit under what is dragged, and takes it there (${language})`, async () => {
    const visitor = await world().visit({ as: mira, preferences: { language: 'en' } });
    await visitor.page.setViewportSize({ width: 900, height: 700 });
    await visitor.openFolder(...long);
    if (language === 'ar') await visitor.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await visitor.button('Folders in between').waitFor();
    await visitor.page.screenshot({ path: join(artifacts, `crumbs-${language}.png`) });
    const name = `for ${language}.txt`;
    await (await world().client()).putContent(my(...long, name), 'x');
    await visitor.item(name).waitFor();
    await visitor.carry(name);
    await visitor.holdOver(visitor.button('Folders in between'));
    const entry = visitor.page.getByRole('menuitem', { name: long[1] });
    await visitor.holdOver(entry);
    await visitor.page.mouse.up();
    await visitor.notice.getByText(`${name} moved to ${long[1]}`).waitFor();
    await entry.waitFor({ state: 'detached' });
  });
}
