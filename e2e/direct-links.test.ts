import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Press', 'Drafts'));
  await client.putContent(my('Press', 'release.txt'), 'We planted a forest.');
  await client.putContent(my('Press', 'a [draft] (2).txt'), 'Brackets and all.');
});

/** Somebody whose browser lets pages use the clipboard. */
async function look(): Promise<Visitor> {
  const visitor = await world().visit({
    as: mira,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });
  await visitor.openFolder('Press');
  return visitor;
}

const clipboardOf = (visitor: Visitor) => visitor.page.evaluate(() => navigator.clipboard.readText());

async function openLinks(visitor: Visitor, ...names: string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    await visitor.item(name).click(index > 0 ? { modifiers: ['Control'] } : {});
  }
  await visitor.item(names.at(-1) ?? '').click({ button: 'right' });
  await visitor.chooseMore('Direct links…');
}

it('makes a link that opens for everybody, counts it, and deletes it', async () => {
  const visitor = await look();
  await openLinks(visitor, 'release.txt');
  const dialog = visitor.dialog('Direct links to release.txt');
  await dialog.getByText('No direct links yet.').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create a direct link' }).click();
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => clipboardOf(visitor)).toMatch(/\/f\/[^/]+\/release\.txt$/);
  const link = await clipboardOf(visitor);

  expect(await (await fetch(link)).text()).toBe('We planted a forest.');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await openLinks(visitor, 'release.txt');
  await dialog.getByText('opened once').waitFor();

  await dialog.getByRole('button', { name: 'Delete the link to release.txt' }).click();
  await visitor.dialog('Delete this direct link?').getByRole('button', { name: 'Delete link' }).click();
  await dialog.getByText('No direct links yet.').waitFor();
  expect((await fetch(link)).status).toBe(404);
});

it('copies the links of a selection with names and as Markdown, and leaves folders out', async () => {
  const visitor = await look();
  await openLinks(visitor, 'Drafts', 'a [draft] (2).txt', 'release.txt');
  const dialog = visitor.dialog('Direct links to 2 files');
  await dialog.getByText('1 folder is left out').waitFor();
  await dialog.getByRole('button', { name: 'Create 2 direct links' }).click();
  const text = dialog.getByRole('textbox', { name: 'Copy as' });
  await expect.poll(async () => (await text.inputValue()).split('\n').length).toBe(2);

  await dialog.getByText('Markdown').click();
  await dialog.getByText('Save instead of show').click();
  await dialog.getByRole('button', { name: 'Copy all 2' }).click();
  await expect.poll(() => clipboardOf(visitor)).toMatch(/^\[/);
  const markdown = (await clipboardOf(visitor)).split('\n');
  expect(markdown[0]).toMatch(
    /^\[a \\\[draft\\\] \(2\)\.txt\]\(http.*\/f\/d\/[^/]+\/a%20%5Bdraft%5D%20%282%29\.txt\)$/,
  );
  expect(markdown[1]).toMatch(/^\[release\.txt\]\(http.*\/f\/d\/[^/]+\/release\.txt\)$/);
  const saved = await fetch(/\((http\S+)\)$/.exec(markdown[1] ?? '')?.[1] ?? '');
  expect(saved.headers.get('content-disposition')).toContain('attachment');

  await dialog.getByText('With names').click();
  await expect.poll(() => text.inputValue()).toContain('release.txt: http');
});
