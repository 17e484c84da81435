import { join } from 'node:path';
import { FileUri } from '@canopy/contract';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async ({ base }, client) => {
  await signedUp(base, noor);
  const picture = png(300, 200, (x, y) => [40, Math.round(90 + 120 * x), Math.round(60 + 120 * y)]);
  await client.mkdir(my('Lake house', 'Plans'));
  await client.putContent(my('Lake house', 'terrace.txt'), 'Larch, 24 square metres.');
  await client.putContent(my('Lake house', 'Plans', 'first floor.txt'), 'Two rooms and a stove.');
  await client.putContent(my('dawn.png'), new Uint8Array(picture));
  await client.putContent(my('letter.txt'), 'Dear council,');
});

const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const clipboardOf = (visitor: Visitor) => visitor.page.evaluate(() => navigator.clipboard.readText());

/** Mira with the share dialog of something open. */
async function sharing(name: string, ...folder: string[]): Promise<Visitor> {
  const visitor = await world().visit({ as: mira, browser: withClipboard });
  await visitor.openFolder(...folder);
  await openDialog(visitor, name);
  return visitor;
}

async function openDialog(visitor: Visitor, name: string): Promise<void> {
  await visitor.item(name).click({ button: 'right' });
  await visitor.page.getByRole('menuitem', { name: 'Share…' }).click();
  await visitor.dialog(`Share “${name}”`).waitFor();
}

/** A link made without the browser. @returns its address */
async function linkTo(path: string[], terms: object = {}): Promise<string> {
  const client = await world().client();
  return client.call('createShare', { body: { uri: my(...path), ...terms } });
}

it('is three clicks from a file to a copied link, which a stranger opens', async () => {
  const visitor = await world().visit({ as: mira, browser: withClipboard });
  await visitor.openFolder();
  await visitor.item('Lake house').click({ button: 'right' });
  await visitor.page.getByRole('menuitem', { name: 'Share…' }).click();
  await visitor.button('Create and copy link').click();
  await visitor.notice.getByText('The link is copied').waitFor();
  const link = await clipboardOf(visitor);
  expect(link).toMatch(/\/s\/\w+$/);

  const stranger = await world().visit({ browser: { acceptDownloads: true } });
  await stranger.open(link);
  await stranger.inFolder('Lake house');
  expect(new URL(stranger.page.url()).pathname).toMatch(/^\/share\/\w+$/);
  await stranger.page.getByText('Shared by mira').waitFor();
  await stranger.item('Plans').dblclick();
  await stranger.inFolder('Plans');
  await stranger.item('first floor.txt').dblclick();
  await stranger.page.getByText('Two rooms and a stove.').waitFor();
  await stranger.press('Escape');
  await stranger.page.getByRole('navigation', { name: 'Folder path' }).getByText('Lake house').click();
  await stranger.item('terrace.txt').waitFor();
  expect(await violationsOf(stranger.page)).toEqual([]);

  const reopened = visitor.dialog('Share “Lake house”');
  await reopened.getByRole('button', { name: 'Done' }).click();
  await openDialog(visitor, 'Lake house');
  await reopened.getByText('1 view, 1 download').waitFor();
});

it('says to a stranger why he can’t change what he sees', async () => {
  const stranger = await world().visit();
  await stranger.open(await linkTo(['Lake house']));
  await stranger.item('terrace.txt').click({ button: 'right' });
  const menu = stranger.page.getByRole('menu');
  await menu.getByText('You may not change this').first().waitFor();
  await menu.getByText('Sign in to copy this into files of your own').first().waitFor();
  const rename = menu.getByRole('menuitem', { name: 'Rename' });
  await expect.poll(() => rename.getAttribute('aria-disabled')).toBe('true');
  await stranger.press('Escape');
  await stranger.item('terrace.txt').click();
  await stranger.press('Delete');
  await stranger.notice.getByText('You may not delete this').waitFor();
});

it('asks for the password, says when it is wrong, and shows it to its owner to copy', async () => {
  const visitor = await sharing('letter.txt');
  const dialog = visitor.dialog('Share “letter.txt”');
  await dialog.getByRole('checkbox', { name: 'Link' }).click();
  await dialog.getByRole('checkbox', { name: 'Password' }).click();
  await dialog.getByRole('button', { name: 'Copy password' }).click();
  await expect.poll(() => clipboardOf(visitor)).toMatch(/^[a-z0-9]{8}$/);
  const password = await clipboardOf(visitor);
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => clipboardOf(visitor)).toMatch(/\/s\/\w+$/);
  const link = await clipboardOf(visitor);
  expect(link).not.toContain(password);
  expect(await violationsOf(visitor.page)).toEqual([]);

  const stranger = await world().visit();
  await stranger.open(link);
  await stranger.page.getByRole('heading', { name: 'This link asks for a password' }).waitFor();
  expect(await violationsOf(stranger.page)).toEqual([]);
  await stranger.page.getByLabel('Password', { exact: true }).fill('wrong');
  await stranger.press('Enter');
  await stranger.page.getByText('That is not the password').waitFor();
  await stranger.page.getByLabel('Password', { exact: true }).fill(password);
  await stranger.button('Open').click();
  await stranger.page.getByRole('heading', { name: 'letter.txt' }).waitFor();

  const friend = await world().visit();
  await friend.open(`${link}/${password}`);
  await friend.page.getByRole('heading', { name: 'letter.txt' }).waitFor();
});

it('ends when it is switched off, opens again under the same address, and is gone when deleted', async () => {
  const link = await linkTo(['Lake house', 'Plans']);
  const visitor = await sharing('Plans', 'Lake house');
  const dialog = visitor.dialog('Share “Plans”');
  const state = async () => {
    const client = await world().client(noor);
    const id = new URL(link).pathname.split('/')[2] ?? '';
    return client.call('getShareInfo', { params: { id } }).then(
      () => 'open',
      (error) => error.code,
    );
  };
  await dialog.getByRole('checkbox', { name: 'Link' }).click();
  await dialog.getByText('This link has ended').waitFor();
  await expect.poll(state).toBe(404);
  await visitor.notice.getByRole('button', { name: /Undo/ }).click();
  await dialog.getByText('Anyone with the link').waitFor();
  await expect.poll(state).toBe('open');

  await dialog.getByRole('button', { name: 'More for this link' }).click();
  await visitor.page.getByRole('menuitem', { name: 'Delete this link' }).click();
  await visitor.dialog('Delete this link?').getByRole('button', { name: 'Delete this link' }).click();
  await dialog.getByText('No link yet').waitFor();
  await expect.poll(state).toBe(404);
  const stranger = await world().visit();
  await stranger.open(link);
  await stranger.page.getByRole('heading', { name: 'This link has ended' }).waitFor();
  expect(await violationsOf(stranger.page)).toEqual([]);
});

it('keeps a limit and an end while other terms change', async () => {
  await (await world().client()).mkdir(my('Boat house'));
  await linkTo(['Boat house']);
  const visitor = await sharing('Boat house');
  const dialog = visitor.dialog('Share “Boat house”');
  await dialog.getByRole('button', { name: 'Copy link' }).first().waitFor();
  const box = dialog.locator('.linkbox').first();
  await box.getByText('More options').click();
  await box.getByLabel('Downloads allowed').fill('0');
  await box.getByLabel('Downloads allowed').press('Enter');
  await box.getByText('A whole number of 1 or more').waitFor();
  await box.getByLabel('Downloads allowed').fill('5');
  await box.getByLabel('Downloads allowed').press('Enter');
  await box.getByText('5 downloads left').waitFor();
  await box.getByLabel('Ends on').fill('2031-05-06');
  await box.getByRole('button', { name: 'Remove the end' }).waitFor();
  await box.getByText('Open the README first').click();
  await expect.poll(() => box.getByRole('checkbox', { name: 'Open the README first' }).isChecked()).toBe(true);
  await box.getByText('5 downloads left').waitFor();
  await expect.poll(() => box.getByLabel('Ends on').inputValue()).toBe('2031-05-06');
  await box.getByRole('button', { name: /^Works for/ }).click();
  await visitor.page.getByRole('menuitemradio', { name: 'People with an account here' }).click();
  await box.getByText('Anyone with the link and an account').waitFor();
  const [share] = (await (await world().client()).call('listMyShares', { query: { page_size: 10 } })).shares.filter(
    (each) => each.remain_downloads === 5,
  );
  const stranger = await world().visit();
  await stranger.open(share?.url ?? '');
  await stranger.page.getByRole('heading', { name: 'This link is for people with an account' }).waitFor();
  await stranger.page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await stranger.page.getByLabel('Mail address').fill(noor.email);
  await stranger.page.getByLabel('Password', { exact: true }).fill(noor.password);
  await stranger.button('Sign in').click();
  await stranger.inFolder('Boat house');
});

it('shows a single file as a card, with its picture, to download and to keep', async () => {
  const link = await linkTo(['dawn.png']);
  const friend = await world().visit({ as: noor, browser: { acceptDownloads: true } });
  await friend.open(link);
  await friend.page.getByRole('heading', { name: 'dawn.png' }).waitFor();
  await expect
    .poll(() => friend.page.evaluate(() => [...document.images].some((image) => image.naturalWidth === 300)))
    .toBe(true);
  expect(await violationsOf(friend.page)).toEqual([]);
  const begun = friend.page.waitForEvent('download');
  await friend.button('Download').click();
  expect((await begun).suggestedFilename()).toBe('dawn.png');
  await friend.button('Save to my files').click();
  await friend.notice.getByText('dawn.png is in your files now').waitFor();

  await friend.openFolder();
  await friend.item('dawn.png').dblclick();
  await friend.page.getByText('Shared by mira').waitFor();
  await friend.page.getByRole('link', { name: 'Canopy' }).first().click();
  await friend.page.getByRole('link', { name: 'Shared with me' }).click();
  await friend.item('dawn.png').waitFor();
  await friend.item('dawn.png').click();
  await friend.press('Delete');
  await friend.notice.getByText('is off the list').waitFor();
  await friend.page.getByText('Nothing is shared with you yet').waitFor();
});

it('shows no picture that would use up a limit', async () => {
  const link = await linkTo(['dawn.png'], { downloads: 1 });
  const stranger = await world().visit();
  await stranger.open(link);
  await stranger.page.getByText('1 download left').waitFor();
  await stranger.page.getByText('Showing it counts as a download').waitFor();
  await stranger.settled();
  expect(await stranger.page.locator('.easel img').count()).toBe(0);
  const client = await world().client();
  const id = new URL(link).pathname.split('/')[2] ?? '';
  expect((await client.call('getShareInfo', { params: { id } })).remain_downloads).toBe(1);
});

it('follows links of other clients into the share', async () => {
  const link = await linkTo(['Lake house']);
  const id = new URL(link).pathname.split('/')[2] ?? '';
  const uri = FileUri.root('share', id).join('Plans').toString();
  const stranger = await world().visit();
  await stranger.open(`/home?path=${encodeURIComponent(uri)}`);
  await stranger.inFolder('Plans');
  await stranger.item('first floor.txt').waitFor();
  await stranger.open(`/s/${id}?path=Plans`);
  await stranger.inFolder('Plans');
  await stranger.open(`/share/${id}/Nowhere`);
  await stranger.page.getByRole('heading', { name: 'This folder is not in the share any more' }).waitFor();
  await stranger.button('To the start of the share').click();
  await stranger.inFolder('Lake house');
});

it('shows strangers what its owner wrote for them, and people with an account the README itself', async () => {
  const client = await world().client();
  await client.mkdir(my('Welcome'));
  const readme = `# For the print shop

Please take the **wide** version, [this one](wide.txt), not [that](javascript:document.title='ran').

- matt paper
- <img src=x onerror="document.title='ran'"> white edge

![logo](https://pictures.example.org/logo.png)
`;
  await client.putContent(my('Welcome', 'README.md'), readme);
  await client.putContent(my('Welcome', 'wide.txt'), 'as wide as it gets');
  const link = await linkTo(['Welcome'], { show_readme: true });
  const stranger = await world().visit();
  const fetched: string[] = [];
  stranger.page.on('request', (request) => fetched.push(request.url()));
  await stranger.open(link);
  const note = stranger.page.getByRole('region', { name: 'README.md' });
  await note.getByRole('heading', { name: 'For the print shop' }).waitFor();
  expect(await note.locator('strong').allTextContents()).toEqual(['wide']);
  expect(await note.getByRole('listitem').allTextContents()).toEqual(['matt paper', ' white edge']);
  await note.getByRole('button', { name: 'Load picture “logo” of pictures.example.org' }).waitFor();
  expect(await note.getByText('that').evaluate((element) => element.closest('a, button'))).toBeNull();
  await stranger.settled();
  await stranger.page.screenshot({ path: join(artifacts, 'share-readme.png') });
  expect(fetched.filter((url) => !url.startsWith(world().base) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(await stranger.page.title()).not.toBe('ran');
  await note.getByRole('button', { name: 'this one' }).click();
  await stranger.page.getByText('as wide as it gets').waitFor();
  const friend = await world().visit({ as: noor });
  await friend.open(link);
  await friend.page.getByRole('dialog').getByText('Please take the').waitFor();
  await friend.press('Escape');
  await friend.button('Read “README.md”').waitFor();
});
