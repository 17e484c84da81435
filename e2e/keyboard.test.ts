import { beforeEach, expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

/** Nothing in this file touches the mouse. */
const world = useWorld();
let root = '';
let round = 0;

/** Every test has a folder of its own with three things in it. */
beforeEach(async () => {
  root = `Desk ${++round}`;
  const client = await world().client();
  await client.mkdir(my(root, 'Archive'));
  await client.putContent(my(root, 'alpha.txt'), 'alpha');
  await client.putContent(my(root, 'beta.txt'), 'beta');
});

async function sitDown(): Promise<Visitor> {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder(root);
  await visitor.item('alpha.txt').waitFor();
  await expect.poll(() => visitor.files.evaluate((files) => files === document.activeElement)).toBe(true);
  return visitor;
}

async function stand(visitor: Visitor, name: string): Promise<void> {
  await visitor.typeAtOnce(name.slice(0, 3));
  await expect.poll(() => visitor.item(name).getAttribute('aria-selected')).toBe('true');
}

async function said(visitor: Visitor, sentence: string): Promise<void> {
  await visitor.notice.getByText(sentence).waitFor();
}

async function namesIn(...names: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const file of (await world().client()).listAll(my(...names))) found.push(file.name);
  return found.sort();
}

it('makes a folder', async () => {
  const visitor = await sitDown();
  await visitor.command('New folder');
  await visitor.dialog('New folder').waitFor();
  await visitor.page.keyboard.type('Plans');
  await visitor.press('Enter');
  await visitor.item('Plans').waitFor();
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'Plans', 'alpha.txt', 'beta.txt']);
});

it('renames, and takes it back', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'alpha.txt');
  await visitor.press('F2');
  await visitor.page.getByRole('textbox', { name: 'New name for alpha.txt' }).waitFor();
  await visitor.page.keyboard.type('omega');
  await visitor.press('Enter');
  await said(visitor, 'Renamed to omega.txt');
  await visitor.item('omega.txt').waitFor();
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'beta.txt', 'omega.txt']);
  await visitor.press('Control+z');
  await visitor.item('alpha.txt').waitFor();
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'alpha.txt', 'beta.txt']);
});

it('refuses a name that is taken while it is typed', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'alpha.txt');
  await visitor.press('F2');
  await visitor.page.getByRole('textbox', { name: 'New name for alpha.txt' }).waitFor();
  await visitor.page.keyboard.type('beta');
  await visitor.page.getByText('“beta.txt” is already here.').waitFor();
  await visitor.press('Escape');
  await visitor.item('alpha.txt').waitFor();
});

it('moves by cut and paste, and takes it back', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'alpha.txt');
  await visitor.press('Shift+ArrowDown', 'Control+x');
  await said(visitor, '2 items are cut');
  await visitor.press('Home', 'Enter');
  await visitor.inFolder('Archive');
  await visitor.press('Control+v');
  await said(visitor, '2 items moved to Archive');
  await visitor.item('beta.txt').waitFor();
  await expect.poll(() => namesIn(root)).toEqual(['Archive']);
  await expect.poll(() => namesIn(root, 'Archive')).toEqual(['alpha.txt', 'beta.txt']);
  await visitor.press('Control+z');
  await visitor.item('beta.txt').waitFor({ state: 'detached' });
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'alpha.txt', 'beta.txt']);
  await visitor.press('Alt+ArrowUp');
  await visitor.inFolder(root);
  await visitor.item('alpha.txt').waitFor();
});

it('copies by copy and paste', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'beta.txt');
  await visitor.press('Control+c');
  await said(visitor, 'beta.txt is copied');
  await visitor.press('Home', 'Enter');
  await visitor.inFolder('Archive');
  await visitor.press('Control+v');
  await said(visitor, 'beta.txt copied to Archive');
  await visitor.item('beta.txt').waitFor();
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'alpha.txt', 'beta.txt']);
  await expect.poll(() => namesIn(root, 'Archive')).toEqual(['beta.txt']);
});

it('moves through the menu of an item and the tree of folders', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'alpha.txt');
  await visitor.press('Shift+F10');
  await visitor.page.getByRole('menu').waitFor();
  await visitor.typeAtOnce('mov');
  await visitor.press('Enter');
  await visitor.dialog('Move alpha.txt').waitFor();
  const archive = visitor.page.getByRole('treeitem', { name: 'Archive' });
  await archive.waitFor();
  await expect
    .poll(async () => {
      await visitor.press('ArrowDown');
      return archive.evaluate((branch) => branch === document.activeElement);
    })
    .toBe(true);
  await visitor.press('Enter');
  await visitor.button('Move to Archive').waitFor();
  await visitor.press('Enter');
  await said(visitor, 'alpha.txt moved to Archive');
  await expect.poll(() => namesIn(root, 'Archive')).toEqual(['alpha.txt']);
});

it('moves to the trash, takes it back, and restores from the trash', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'alpha.txt');
  await visitor.press('Delete');
  await said(visitor, 'alpha.txt moved to trash');
  await visitor.item('alpha.txt').waitFor({ state: 'detached' });
  await visitor.press('Control+z');
  await visitor.item('alpha.txt').waitFor();
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'alpha.txt', 'beta.txt']);

  await stand(visitor, 'beta.txt');
  await visitor.press('Delete');
  await said(visitor, 'beta.txt moved to trash');
  await visitor.command('Trash');
  await visitor.page.getByRole('heading', { name: 'Trash', exact: true }).waitFor();
  await visitor.item('beta.txt').waitFor();
  await expect.poll(() => visitor.files.evaluate((files) => files === document.activeElement)).toBe(true);
  await stand(visitor, 'beta.txt');
  await visitor.press('Shift+F10');
  await visitor.page.getByRole('menuitem', { name: 'Restore' }).waitFor();
  await visitor.press('r', 'Enter');
  await said(visitor, 'beta.txt restored');
  await expect.poll(() => namesIn(root)).toEqual(['Archive', 'alpha.txt', 'beta.txt']);
});

it('goes into the rest of a menu by arrow, and back, and gives the focus back', async () => {
  const visitor = await sitDown();
  await stand(visitor, 'beta.txt');
  await visitor.press('Shift+F10');
  const entry = (name: string) => visitor.page.getByRole('menuitem', { name });
  const hasFocus = (name: string) => entry(name).evaluate((element) => element === document.activeElement);
  await entry('Quick look').waitFor();
  await entry('More').focus();
  await visitor.press('ArrowRight');
  await expect.poll(() => hasFocus('Duplicate')).toBe(true);
  expect(await entry('Quick look').count()).toBe(0);
  await visitor.press('ArrowLeft');
  await expect.poll(() => hasFocus('More')).toBe(true);
  await visitor.press('Enter');
  await entry('Duplicate').waitFor();
  await visitor.press('Escape', 'Escape');
  await visitor.page.getByRole('menu').waitFor({ state: 'detached' });
  await expect.poll(() => visitor.files.evaluate((files) => files === document.activeElement)).toBe(true);
});

it('deletes for good only after asking, with the safe answer first', async () => {
  const client = await world().client();
  await client.remove([my(root, 'alpha.txt')]);
  const visitor = await world().visit({ as: mira });
  await visitor.open('/trash');
  await visitor.item('alpha.txt').waitFor();
  await expect.poll(() => visitor.files.evaluate((files) => files === document.activeElement)).toBe(true);
  await stand(visitor, 'alpha.txt');
  await visitor.press('Delete');
  const dialog = visitor.dialog('Delete alpha.txt for good?');
  await dialog.waitFor();
  await visitor.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await visitor.item('alpha.txt').waitFor();
  await stand(visitor, 'alpha.txt');
  await visitor.press('Delete', 'Tab', 'Enter');
  await said(visitor, 'alpha.txt deleted for good');
  await visitor.item('alpha.txt').waitFor({ state: 'detached' });
});

it('selects everything, clears the selection, and shows its sheet of keys', async () => {
  const visitor = await sitDown();
  await visitor.press('Control+a');
  await visitor.page.getByText('3 selected').waitFor();
  await visitor.press('Escape');
  await visitor.page.getByText('3 selected').waitFor({ state: 'detached' });
  await visitor.press('?');
  const sheet = visitor.dialog('Keyboard');
  await sheet.getByText('Quick look').waitFor();
  await visitor.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});

/** Holds back a part of the app until the test lets it go; `isAsked` tells whether the page wants it. */
async function heldBack(visitor: Visitor, chunk: string): Promise<{ isAsked: () => boolean; release: () => void }> {
  const gate = Promise.withResolvers<void>();
  let isAsked = false;
  await visitor.page.route(`**/assets/${chunk}-*.js`, async (route) => {
    isAsked = true;
    await gate.promise;
    await route.continue();
  });
  return { isAsked: () => isAsked, release: () => gate.resolve() };
}

it('keeps what is typed for the palette and for a new name while they are loaded', async () => {
  const visitor = await world().visit({ as: mira });
  const palette = await heldBack(visitor, 'Palette');
  const renaming = await heldBack(visitor, 'RenameField');
  await visitor.openFolder(root);
  await visitor.item('alpha.txt').waitFor();
  await expect.poll(() => visitor.files.evaluate((files) => files === document.activeElement)).toBe(true);
  await visitor.press('Home', 'ArrowDown');
  await expect.poll(() => visitor.item('alpha.txt').getAttribute('aria-selected')).toBe('true');
  await visitor.press('F2');
  await expect.poll(renaming.isAsked).toBe(true);
  await visitor.page.keyboard.type('betx');
  await visitor.press('Backspace', 'Delete');
  renaming.release();
  const name = visitor.page.getByRole('textbox', { name: 'New name for alpha.txt' });
  await name.waitFor();
  expect(await name.inputValue()).toBe('bet.txt');
  await visitor.page.keyboard.type('!');
  expect(await name.inputValue()).toBe('bet!.txt');
  await visitor.press('Escape');
  expect(await visitor.item('alpha.txt').getAttribute('aria-selected')).toBe('true');

  await visitor.press('Control+k');
  await expect.poll(palette.isAsked).toBe(true);
  await visitor.page.keyboard.type('arch');
  palette.release();
  await visitor.page.getByRole('combobox').waitFor();
  expect(await visitor.page.getByRole('combobox').inputValue()).toBe('arch');
  await visitor.page.getByRole('option', { name: /Archive/, selected: true }).waitFor();
  expect(await namesIn(root)).toEqual(['Archive', 'alpha.txt', 'beta.txt']);
});
