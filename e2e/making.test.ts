import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const world = useWorld(async ({ base }, client) => {
  await signedUp(base, noor);
  for (const folder of ['Desk', 'Notes', 'Twins/v1.2', 'Linked', 'Named']) await client.mkdir(my(...folder.split('/')));
  await client.putContent(my('Twins', 'letter.txt'), 'dear');
  await client.putContent(my('Linked', 'map.txt'), 'here');
});

const contentOf = async (...names: string[]) => {
  const client = await world().client();
  return (await fetch(await client.downloadUrl(my(...names)))).text();
};

it('makes a text file, keeps its extension, and opens it to be written in', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Desk');
  await visitor.choose(visitor.button('New'), 'New text file');
  const field = visitor.dialog('New text file').getByRole('textbox', { name: 'File name' });
  await expect.poll(() => field.inputValue()).toBe('New file.txt');
  /* What is typed takes the place of the name, not of the extension. */
  await visitor.page.keyboard.type('what?');
  await visitor.dialog('New text file').getByText("A name can't hold ?").waitFor();
  await visitor.press('Enter');
  await visitor.press('Backspace');
  await expect.poll(() => field.inputValue()).toBe('what.txt');
  await visitor.press('Enter');
  await visitor.page.getByRole('textbox', { name: 'Text of what.txt' }).waitFor();
  await visitor.button('Save').waitFor();
  await visitor.page.keyboard.type('Begin here.');
  await visitor.press('Control+s');
  await expect.poll(() => contentOf('Desk', 'what.txt')).toBe('Begin here.');
  await visitor.button('Close preview').click();
  await visitor.item('what.txt').waitFor();
});

it('makes a Markdown file by the palette, and goes on writing after the first time it is saved', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Notes');
  await visitor.command('New Markdown file');
  await visitor.dialog('New Markdown file').waitFor();
  await visitor.page.keyboard.type('plan');
  await visitor.press('Enter');
  await visitor.button('Save').waitFor();
  await visitor.page.keyboard.type('# Plan');
  await visitor.press('Control+s');
  await expect.poll(() => contentOf('Notes', 'plan.md')).toBe('# Plan');
  await visitor.page.getByText('Not saved yet').waitFor({ state: 'detached' });
  await visitor.page.keyboard.type(' A');
  await visitor.press('Control+s');
  await expect.poll(() => contentOf('Notes', 'plan.md')).toBe('# Plan A');
});

it('duplicates files and folders beside themselves, selects the copy, and takes it back', async () => {
  const visitor = await world().visit({ as: mira });
  const letMenusGo = await visitor.hold(/\/menus-[^/]*\.js/);
  await visitor.openFolder('Twins');
  await visitor.item('letter.txt').click();
  await visitor.press('Control+d');
  await visitor.notice.getByText('Duplicated as letter (2).txt').waitFor();
  await visitor.page.locator('[aria-selected=true]', { hasText: 'letter (2)' }).waitFor();
  await expect.poll(() => contentOf('Twins', 'letter (2).txt')).toBe('dear');
  await visitor.press('Control+a', 'Control+k');
  await visitor.page.getByRole('combobox').waitFor();
  /* Whoever is faster than what he means is not taken elsewhere, such as to all that is found of that name. */
  await visitor.page.keyboard.type('Duplicate');
  await visitor.page.getByRole('option', { name: 'All results for “Duplicate”' }).waitFor();
  await visitor.press('Enter');
  letMenusGo();
  await visitor.notice.getByText('3 items duplicated').waitFor();
  for (const name of ['letter (3).txt', 'letter (4).txt', 'v1.2 (2)']) await visitor.item(name).waitFor();
  await visitor.press('Control+z');
  await visitor.item('v1.2 (2)').waitFor({ state: 'detached' });
  await visitor.item('letter (2).txt').waitFor();
});

let shares = 0;

/** Noor in a folder that Mira shares with him, a new one each time. */
async function inShare(rights: string) {
  const client = await world().client();
  const id = (await world().client(noor)).session.get()?.user.id ?? '';
  const folder = `Together ${++shares}`;
  await client.mkdir(my(folder));
  await client.putContent(my(folder, 'letter.txt'), 'dear');
  const permissions = { user_explicit: { [id]: rights } };
  const link = await client.call('createShare', { body: { uri: my(folder), permissions } });
  const visitor = await world().visit({ as: noor });
  await visitor.open(link);
  await visitor.inFolder(folder);
  await visitor.item('letter.txt').waitFor();
  return { visitor, folder };
}

it('makes and duplicates in the folder of somebody else who lets one add', async () => {
  const { visitor, folder } = await inShare('Dw==');
  await visitor.choose(visitor.button('New'), 'New text file');
  const field = visitor.dialog('New text file').getByRole('textbox', { name: 'File name' });
  await expect.poll(() => field.inputValue()).toBe('New file.txt');
  await visitor.press('Enter');
  await visitor.button('Save').waitFor();
  await visitor.page.keyboard.type('From a guest.');
  await visitor.press('Control+s');
  await expect.poll(() => contentOf(folder, 'New file.txt')).toBe('From a guest.');
  await visitor.page.getByText('Not saved yet').waitFor({ state: 'detached' });
  await visitor.button('Close preview').click();

  await visitor.item('letter.txt').click();
  await visitor.press('Control+d');
  await visitor.notice.getByText('Duplicated as letter (2).txt').waitFor();
  await visitor.item('letter (2).txt').waitFor();
  await expect.poll(() => contentOf(folder, 'letter (2).txt')).toBe('dear');
  await visitor.press('Control+z');
  await visitor.item('letter (2).txt').waitFor({ state: 'detached' });
});

it('says to who may only read why nothing can be added, and adds nothing', async () => {
  const { visitor, folder } = await inShare('AQ==');
  expect(await visitor.button('New').count()).toBe(0);
  await visitor.item('letter.txt').click({ button: 'right' });
  await visitor.page.getByRole('menuitem', { name: 'More' }).click();
  const entry = visitor.page.getByRole('menuitem', { name: 'Duplicate' });
  await expect.poll(() => entry.getAttribute('aria-disabled')).toBe('true');
  const why = visitor.page.locator(`[id="${await entry.getAttribute('aria-describedby')}"]`);
  expect(await why.textContent()).toBe('You may not add files here');
  await visitor.press('Escape', 'Escape');
  await visitor.command('New text file');
  await visitor.notice.getByText('You may not add files here').waitFor();
  const { files } = await (await world().client()).call('listFiles', { query: { uri: my(folder) } });
  expect(files.map(({ name }) => name)).toEqual(['letter.txt']);
});

it('copies a link in one step: a new one that can be taken back, and then the one there is', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => visitor.page.evaluate(() => navigator.clipboard.readText());
  await visitor.openFolder('Linked');
  const copy = async () => {
    await visitor.item('map.txt').click({ button: 'right' });
    await visitor.page.getByRole('menuitem', { name: 'Copy link' }).click();
  };
  await copy();
  await visitor.notice.getByText('Link copied. Anyone who has it can see map.txt').waitFor();
  const first = await clipboard();
  expect(first).toMatch(/\/s\/\w+$/);
  await copy();
  await visitor.notice.getByText('Link to map.txt copied').waitFor();
  expect(await clipboard()).toBe(first);
  const shares = async () => {
    const client = await world().client();
    const query = { uri: my('Linked', 'map.txt'), extended: true };
    return (await client.call('getFileInfo', { query })).extended_info?.shares?.length ?? 0;
  };
  expect(await shares()).toBe(1);
  await visitor.press('Control+z');
  await expect.poll(shares).toBe(0);
});

it('says why something can’t be done: in the menu, and at a tool that the keyboard comes to', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.item('Desk').click();
  await visitor.item('Notes').click({ modifiers: ['Control'] });
  await visitor.item('Notes').click({ button: 'right' });
  const rename = visitor.page.getByRole('menuitem', { name: 'Rename' });
  await expect.poll(() => rename.getAttribute('aria-disabled')).toBe('true');
  await visitor.page.getByText('Works with one item at a time').first().waitFor();
  await visitor.press('Escape');
  /* What comes while the browser is idle does not come now. */
  visitor.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  await visitor.page.context().setOffline(true);
  const trash = visitor.page.getByRole('toolbar').getByRole('button', { name: 'Trash' });
  await expect.poll(() => trash.getAttribute('aria-disabled')).toBe('true');
  await visitor.page.getByRole('toolbar').getByRole('button', { name: 'More' }).focus();
  await visitor.press('Shift+Tab');
  await visitor.page.locator('.tip', { hasText: 'Needs a connection' }).waitFor();
  await visitor.page.context().setOffline(false);
  await expect.poll(() => trash.getAttribute('aria-disabled')).toBe(null);
});

it('explains names that can’t be kept before it uploads anything, and sends them with others', async () => {
  const device = await mkdtemp(join(tmpdir(), 'canopy-names-'));
  const names = ['what?.txt', 'what_.txt', 'fine.txt'];
  for (const name of names) await writeFile(join(device, name), name);
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Named');
  const paths = names.map((name) => join(device, name));
  await visitor.pick('Upload files', paths);
  const dialog = visitor.dialog('1 item can’t be kept as it is');
  await dialog.getByText("A name can't hold ?").waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'misfits.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  const listed = async () => {
    const client = await world().client();
    const { files } = await client.call('listFiles', { query: { uri: my('Named'), page_size: 100 } });
    return files.map(({ name }) => name).sort();
  };
  expect(await listed()).toEqual([]);
  await dialog.getByRole('button', { name: 'Send nothing' }).click();
  await dialog.waitFor({ state: 'detached' });

  await visitor.pick('Upload files', paths);
  await dialog.getByText('what_ (2).txt').waitFor();
  await dialog.getByRole('button', { name: 'Send with these names' }).click();
  await expect.poll(listed).toEqual(['fine.txt', 'what_ (2).txt', 'what_.txt']);
  await expect.poll(() => contentOf('Named', 'what_ (2).txt')).toBe('what?.txt');
  await rm(device, { recursive: true });
});
