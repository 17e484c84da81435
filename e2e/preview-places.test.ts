import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { phone } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Trip'));
  const put = (name: string, content: string | Uint8Array<ArrayBuffer>) => client.putContent(my('Trip', name), content);
  await put('a plan.md', '# The plan\n\nWe leave at dawn.\n');
  await put('b view.png', new Uint8Array(png(300, 200, (x, y) => [40, Math.round(255 * x), Math.round(255 * y)])));
  await put('c notes.txt', 'Bread and cheese.\n');
  await put('d diary.txt', 'It rained.\n');
  await put('d diary.txt', 'It rained, then the sun came.\n');
});

async function linkTo(...path: string[]): Promise<string> {
  return (await world().client()).call('createShare', { body: { uri: my(...path) } });
}

const shown = (visitor: Visitor, name: RegExp) => visitor.dialog(name).waitFor();
/** What the tools of the header are called, in their order. */
const toolsOf = (preview: Locator) =>
  preview
    .locator('header')
    .getByRole('button')
    .evaluateAll((tools) => tools.map((tool) => tool.getAttribute('aria-label')));
const text = (visitor: Visitor, name: string) => visitor.page.getByRole('textbox', { name: `Text of ${name}` });

it('leads a guest through a shared folder, from type to type, and offers him nothing he may not do', async () => {
  const guest = await world().visit();
  await guest.open(await linkTo('Trip'));
  await guest.item('a plan.md').dblclick();
  await guest.page.getByText('We leave at dawn.').waitFor();
  await guest.button('Next').click();
  await shown(guest, /^b view/);
  await guest.page.getByRole('img', { name: 'Picture b view.png' }).waitFor();
  await guest.press('ArrowRight');
  await text(guest, 'c notes.txt').getByText('Bread and cheese.').waitFor();
  expect(await guest.button('Edit').count()).toBe(0);
  const shared = guest.dialog(/^c notes/);
  expect(await toolsOf(shared)).toEqual(['Close preview', 'Download', 'Details', 'More for c notes.txt']);
  await shared.getByRole('button', { name: 'More for c notes.txt' }).click();
  await expect.poll(() => guest.page.getByRole('menuitem').allTextContents()).toEqual(['PrintCtrl+P', 'Versions']);
  await guest.press('Escape');
  await guest.page.screenshot({ path: join(artifacts, 'preview-guest.png') });
  await guest.button('Previous').click();
  await shown(guest, /^b view/);
  await guest.press('Escape');
  await guest.item('c notes.txt').waitFor();
});

it('shows a guest the one file of a link', async () => {
  const guest = await world().visit();
  await guest.open(await linkTo('Trip', 'c notes.txt'));
  await guest.button('Open').click();
  await text(guest, 'c notes.txt').getByText('Bread and cheese.').waitFor();
  expect(await guest.button('Next').count()).toBe(0);
  expect(await guest.button('Edit').count()).toBe(0);
});

it('opens what a search found, and comes back to it', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files?search=notes');
  await visitor.item('c notes.txt').locator('.name').dblclick();
  await text(visitor, 'c notes.txt').getByText('Bread and cheese.').waitFor();
  await visitor.button('Edit').waitFor();
  await visitor.press('Escape');
  await visitor.dialog(/^c notes/).waitFor({ state: 'detached' });
  expect(new URL(visitor.page.url()).searchParams.get('search')).toBe('notes');
});

it('shows an old version to be read alone', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Trip');
  await visitor.item('d diary.txt').click({ button: 'right' });
  await visitor.chooseMore('Versions');
  const details = visitor.page.getByRole('complementary');
  await visitor.choose(details.getByRole('button', { name: /^Actions for the version/ }).last(), 'Open');
  await text(visitor, 'd diary.txt')
    .getByText(/^It rained\.$/)
    .waitFor();
  const preview = visitor.dialog(/^d diary/);
  await preview.getByText(/^version of /).waitFor();
  expect(await preview.getByRole('button', { name: 'Edit' }).count()).toBe(0);
  expect(await toolsOf(preview)).toEqual(['Close preview', 'Download', 'Details', 'More for d diary.txt']);
  await visitor.choose(preview.getByRole('button', { name: 'More for d diary.txt' }), 'Show the current version');
  await text(visitor, 'd diary.txt').getByText('It rained, then the sun came.').waitFor();
  await preview.getByRole('button', { name: 'Edit' }).waitFor();
});

it('reads a text and its source on the phone', async () => {
  const visitor = await world().visit({ as: mira, browser: phone });
  await visitor.open('/files/Trip?open=a%20plan.md');
  await visitor.page.getByText('We leave at dawn.').waitFor();
  await visitor.button('Source').click();
  await text(visitor, 'a plan.md').getByText('We leave at dawn.').waitFor();
  await visitor.button('Edit').waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'preview-phone.png') });
  const width = await visitor.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(phone.viewport.width);
});
