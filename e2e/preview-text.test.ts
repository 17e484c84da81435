import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const line = 'a line of a long text\r\n';
const gbk = new Uint8Array([0xba, 0xfe, 0xc5, 0xcf, 0x0a]);

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Notes'));
  for (const name of ['letter.txt', 'shared.txt', 'left.txt', 'lost.txt', 'beside.txt', 'private.txt']) {
    await client.putContent(my('Notes', name), 'first line\r\nsecond line\r\n');
  }
  await client.putContent(my('Notes', 'long.txt'), line.repeat(150_000));
  await client.putContent(my('Notes', 'gbk.txt'), gbk);
});

const contentOf = async (name: string) => {
  const client = await world().client();
  return (await fetch(await client.downloadUrl(my('Notes', name)))).text();
};

async function open(visitor: Visitor, name: string): Promise<void> {
  await visitor.open(`/files/Notes?open=${name}`);
  await visitor.page.getByRole('textbox', { name: `Text of ${name}` }).waitFor();
}

async function edit(name: string, typed: string): Promise<Visitor> {
  const visitor = await world().visit({ as: mira });
  await open(visitor, name);
  await visitor.button('Edit').click();
  await visitor.button('Save').waitFor();
  await visitor.press('Control+Home');
  await visitor.page.keyboard.type(typed);
  await visitor.page.getByText('Not saved yet').waitFor();
  return visitor;
}

it('saves what is written as a new version, with the line breaks that were there', async () => {
  const visitor = await edit('letter.txt', 'Dear friend,\n');
  await visitor.press('Control+s');
  await visitor.page.getByText('Not saved yet').waitFor({ state: 'detached' });
  await expect.poll(() => contentOf('letter.txt')).toBe('Dear friend,\r\nfirst line\r\nsecond line\r\n');
  const info = await (await world().client()).call('getFileInfo', {
    query: { uri: my('Notes', 'letter.txt'), extended: true },
  });
  expect(info.extended_info?.entities?.length).toBe(2);
  /* And once more, on top of what was saved. */
  await visitor.page.keyboard.type('Today ');
  await visitor.press('Control+s');
  await expect.poll(() => contentOf('letter.txt')).toMatch(/^Dear friend,\r\nToday first line/);
  await visitor.button('Done').click();
  await visitor.button('Edit').waitFor();
});

it('writes over nobody: somebody else’s text stays until one has chosen', async () => {
  const visitor = await edit('shared.txt', 'mine ');
  await (await world().client()).putContent(my('Notes', 'shared.txt'), 'theirs\n');
  await visitor.press('Control+s');
  const question = visitor.dialog('Somebody else changed this file');
  await question.waitFor();
  await expect.poll(() => contentOf('shared.txt')).toBe('theirs\n');
  await question.getByRole('button', { name: /Save mine as a copy/ }).click();
  await expect.poll(() => contentOf('shared (my changes).txt')).toMatch(/^mine first line/);
  await expect.poll(() => contentOf('shared.txt')).toBe('theirs\n');
  await visitor.page.getByRole('textbox', { name: 'Text of shared.txt' }).getByText('theirs').waitFor();
});

it('saves over another version when one says so, and keeps it', async () => {
  const visitor = await edit('beside.txt', 'mine ');
  await (await world().client()).putContent(my('Notes', 'beside.txt'), 'theirs\n');
  await visitor.press('Control+s');
  const question = visitor.dialog('Somebody else changed this file');
  await question.getByRole('button', { name: /^Save mine Yours/ }).click();
  await expect.poll(() => contentOf('beside.txt')).toMatch(/^mine first line/);
  await visitor.page.getByText('Not saved yet').waitFor({ state: 'detached' });
});

it('asks before unsaved text is left', async () => {
  const visitor = await edit('left.txt', 'half a thought ');
  await visitor.button('Close preview').click();
  const question = visitor.dialog('Save your changes?');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await visitor.page.getByText('half a thought').waitFor();
  await visitor.button('Close preview').click();
  await question.getByRole('button', { name: 'Don’t save' }).click();
  await visitor.button('Close preview').waitFor({ state: 'detached' });
  await expect.poll(() => contentOf('left.txt')).toBe('first line\r\nsecond line\r\n');
});

it('keeps unsaved text when the page goes, and offers it again', async () => {
  const visitor = await edit('lost.txt', 'do not forget ');
  visitor.page.on('dialog', (dialog) => void dialog.accept());
  await expect
    .poll(() => visitor.page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('canopy.draft.'))))
    .toBe(true);
  await visitor.page.reload();
  await visitor.button('Continue with them').click();
  await visitor.page.getByText('do not forget first line').waitFor();
  await visitor.press('Control+s');
  await expect.poll(() => contentOf('lost.txt')).toMatch(/^do not forget first line\r\n/);
});

it('leaves no unsaved text on the device of somebody who signs out', async () => {
  const visitor = await edit('private.txt', 'for nobody else ');
  visitor.page.on('dialog', (dialog) => void dialog.accept());
  const drafts = () =>
    visitor.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('canopy.draft.')).length);
  await expect.poll(drafts).toBe(1);
  await visitor.openFolder();
  await expect.poll(() => drafts()).toBe(1);
  await visitor.choose(visitor.button(/^Account/), 'Sign out');
  await visitor.page.waitForURL('**/signin');
  await expect.poll(() => drafts()).toBe(0);
});

it('reads a long text in pieces as one comes to its end', async () => {
  const visitor = await world().visit({ as: mira });
  const pieces: string[] = [];
  visitor.page.on('request', (request) => {
    const { range } = request.headers();
    if (range) pieces.push(range);
  });
  await open(visitor, 'long.txt');
  await visitor.page.getByText(/^1.0\s*MB of 3.5\s*MB$/).waitFor();
  expect(pieces).toHaveLength(1);
  const lines = await visitor.page.locator('.cm-line').count();
  expect(lines).toBeLessThan(200);
  await expect
    .poll(async () => {
      await visitor.press('End');
      return visitor.button('Load more').count();
    })
    .toBe(0);
  expect(pieces.length).toBe(4);
});

it('reads Chinese that says nothing of its encoding', async () => {
  const visitor = await world().visit({ as: mira });
  await open(visitor, 'gbk.txt');
  await visitor.page.getByText('湖畔').waitFor();
  await visitor.button('Edit').click();
  await visitor.page.getByText('Will be saved as UTF-8').waitFor();
});

it('reads code from left to right, and prose line by line, in an app that is read from right to left', async () => {
  const client = await world().client();
  await client.putContent(my('Notes', 'both.txt'), 'שלום, עולם.\nand an end.\n');
  await client.putContent(my('Notes', 'sum.ts'), 'const sum = 1; // שלום\n/* end */\n');
  const visitor = await world().visit({ as: mira });
  const directions = async (name: string) => {
    await open(visitor, name);
    await visitor.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const lines = visitor.page.getByRole('textbox', { name: `Text of ${name}` }).locator('.cm-line');
    const read = () => lines.evaluateAll((all) => all.slice(0, 2).map((each) => getComputedStyle(each).direction));
    return read;
  };
  await expect.poll(await directions('both.txt')).toEqual(['rtl', 'ltr']);
  await expect.poll(await directions('sum.ts')).toEqual(['ltr', 'ltr']);
});
