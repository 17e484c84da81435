import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const world = useWorld(async (_, client) => {
  for (const folder of ['Desk', 'Notes']) await client.mkdir(my(folder));
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
