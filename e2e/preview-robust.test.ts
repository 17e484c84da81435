/** What can go wrong under the preview: contents that are not what they say, files that go, sessions and rights that end. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { mira, noor, signedUp } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';
import { emptyFiles } from './lib/zip.ts';

const picture = new Uint8Array(png(60, 40, (x, y) => [40, Math.round(255 * x), Math.round(255 * y)]));
const empty = ['a.png', 'b.mp4', 'c.wav', 'd.pdf', 'e.zip', 'f.md', 'g.txt'];
const hostile = ['../../etc/passwd', '/root/.profile', '..\\..\\windows\\win.ini', 'docs/../../beside.txt'];

const world = useWorld(async (current, client) => {
  await signedUp(current.base, noor);
  await client.mkdir(my('Empty'));
  for (const name of empty) await client.putContent(my('Empty', name), '');
  await client.mkdir(my('Broken'));
  for (const name of ['clip.webm', 'page.pdf', 'photo.jpg', 'things.zip']) {
    await client.putContent(my('Broken', name), new Uint8Array(2000).fill(7));
  }
  await client.mkdir(my('Many'));
  const names = Array.from({ length: 99_990 }, (_, index) => `part ${index % 10}/file ${index}.txt`);
  await client.putContent(my('Many', 'many.zip'), emptyFiles([...hostile, ...names]));
  await client.mkdir(my('Going'));
  for (const name of ['1.png', '2.png', '3.png', '4.png', '5.png']) await client.putContent(my('Going', name), picture);
  await client.mkdir(my('Notes'));
  for (const name of ['gone.txt', 'session.txt', 'huge.txt'])
    await client.putContent(my('Notes', name), 'first line\n');
});

async function openIn(folder: string, name: string): Promise<Visitor> {
  const visitor = await world().visit({ as: mira });
  await visitor.open(`/files/${folder}?open=${encodeURIComponent(name)}`);
  await visitor.button('Close preview').waitFor();
  return visitor;
}

const contentOf = async (...path: string[]) => {
  const client = await world().client();
  return (await fetch(await client.downloadUrl(my(...path)))).text();
};

async function write(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.getByRole('textbox', { name: `Text of ${name}` }).waitFor();
  await visitor.button('Edit').click();
  await visitor.button('Save').waitFor();
  await visitor.press('Control+Home');
  await visitor.page.keyboard.type('typed ');
  await visitor.page.getByText('Not saved yet').waitFor();
}

const stage = (visitor: Visitor) => visitor.page.locator('.preview .canvas');

it('says of each kind of file without a byte, and of each that is broken, what there is to say', async () => {
  const visitor = await openIn('Empty', 'a.png');
  const words: Readonly<Record<string, RegExp>> = {
    'a.png': /picture can’t be shown/,
    'b.mp4': /browser can’t play it/,
    'c.wav': /browser can’t play it/,
    'd.pdf': /document can’t be shown/,
    'e.zip': /could not be loaded/,
    'f.md': /This file is empty/,
    'g.txt': /This file is empty/,
  };
  for (const name of empty) {
    await visitor.page.getByRole('dialog', { name, exact: true }).waitFor();
    await stage(visitor)
      .getByText(words[name] ?? '')
      .waitFor();
    await visitor.press('Shift+ArrowRight');
  }
  await visitor.open('/files/Broken?open=clip.webm');
  for (const text of [
    /browser can’t play it/,
    /document can’t be shown/,
    /picture can’t be shown/,
    /could not be loaded/,
  ]) {
    await stage(visitor).getByText(text).waitFor();
    await visitor.press('Shift+ArrowRight');
  }
});

it('lists a hundred thousand entries of an archive with a few rows, and hostile names as text', async () => {
  const visitor = await openIn('Many', 'many.zip');
  const tree = visitor.page.getByRole('treegrid', { name: 'Contents of many.zip' });
  await tree.getByRole('row', { name: /part 0/ }).waitFor();
  await visitor.button('Open all folders').click();
  await tree.getByRole('row', { name: /file 0\.txt/ }).waitFor();
  expect(await tree.getByRole('row').count()).toBeLessThan(100);
  await visitor.page.getByRole('searchbox', { name: 'Find in the archive' }).fill('passwd');
  await tree.getByRole('row', { name: /passwd/ }).waitFor();
  expect(await tree.getByRole('link').count()).toBe(0);
});

it('goes on past a file that has vanished', async () => {
  const visitor = await openIn('Going', '1.png');
  await visitor.page.getByRole('img', { name: 'Picture 1.png' }).waitFor();
  await (await world().client()).remove([my('Going', '5.png')], { forGood: true });
  await visitor.press('End');
  await stage(visitor).getByText('The file could not be loaded').waitFor();
  await visitor.press('ArrowLeft');
  await visitor.page.getByRole('img', { name: 'Picture 4.png' }).waitFor();
});

it('saves again what vanished while it was written', async () => {
  const visitor = await openIn('Notes', 'gone.txt');
  await write(visitor, 'gone.txt');
  await (await world().client()).remove([my('Notes', 'gone.txt')]);
  await visitor.press('Control+s');
  const question = visitor.dialog('The file is not there any more');
  await question.getByRole('button', { name: /^Save it here again/ }).click();
  await expect.poll(() => contentOf('Notes', 'gone.txt')).toBe('typed first line\n');
});

it('keeps what is typed when the session ends, and saves it once its person is back', async () => {
  const visitor = await openIn('Notes', 'session.txt');
  await write(visitor, 'session.txt');
  await visitor.loseSession();
  await visitor.press('Control+s');
  const dialog = visitor.dialog('Sign in again');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(mira.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => contentOf('Notes', 'session.txt')).toBe('typed first line\n');
  await visitor.page.getByText('Not saved yet').waitFor({ state: 'detached' });
});

/** What is shared in a test is its own: whoever tries it again finds nothing of the first time. */
let shares = 0;

/** Noor with a file open that Mira shares with him, and what Mira does about the share. */
async function visiting(open: (friend: Visitor, name: string) => Promise<void>) {
  const client = await world().client();
  const id = (await world().client(noor)).session.get()?.user.id ?? '';
  const permissions = (rights: string) => ({ user_explicit: { [id]: rights } });
  const folder = `Common ${++shares}`;
  const [text, image] = [`ours ${shares}.txt`, `plan ${shares}.png`];
  await client.mkdir(my(folder));
  await client.putContent(my(folder, text), 'first line\n');
  for (const name of [image, 'view.png']) await client.putContent(my(folder, name), picture);
  const uri = my(folder);
  const link = await client.call('createShare', { body: { uri, permissions: permissions('Dw==') } });
  const params = { id: new URL(link).pathname.split('/').at(-1) ?? '' };
  const friend = await world().visit({ as: noor });
  await friend.open(link);
  const name = open === look ? image : text;
  await friend.item(name).dblclick();
  await open(friend, name);
  return {
    friend,
    name,
    folder,
    grant: (rights: string) => client.call('editShare', { params, body: { uri, permissions: permissions(rights) } }),
    end: () => client.call('deleteShare', { params }),
    expire: async () => {
      await client.call('editShare', { params, body: { uri, permissions: permissions('Dw=='), expire: 1 } });
      const other = await world().client(noor);
      await expect
        .poll(() =>
          other.call('getShareInfo', { params, query: {} }).then(
            () => 'open',
            () => 'over',
          ),
        )
        .toBe('over');
    },
  };
}

const look = (friend: Visitor, name: string) => friend.page.getByRole('img', { name: `Picture ${name}` }).waitFor();

/** Saves what is written, and learns why that is not possible. */
async function refused(friend: Visitor, name: string) {
  await friend.press('Control+s');
  const question = friend.dialog(`“${name}” can’t be saved here`);
  await question.getByText(/The share may have ended, or its owner has changed what you may do/).waitFor();
  return question;
}

/** The page under the preview says what became of the share, and leads to the person's own files. */
async function leadsHome(friend: Visitor, title = 'This link has ended'): Promise<void> {
  await friend.page.getByRole('heading', { name: title }).waitFor();
  await friend.page.getByRole('link', { name: 'Canopy' }).click();
  await friend.inFolder('My files');
}

it('keeps what is typed when the right to write is taken away, and saves it among one’s own files', async () => {
  const { friend, name, folder, grant } = await visiting(write);
  await grant('AQ==');
  const question = await refused(friend, name);
  await question.getByRole('button', { name: /^Save it in my files/ }).click();
  const copy = name.replace('.txt', ' (my changes).txt');
  await friend.notice.getByText(`Saved in My files as “${copy}”`).waitFor();
  const other = await world().client(noor);
  expect(await (await fetch(await other.downloadUrl(my(copy)))).text()).toBe('typed first line\n');
  expect(await contentOf(folder, name)).toBe('first line\n');
  await friend.page.getByText('Not saved yet').waitFor({ state: 'detached' });
  await friend.page.getByText('typed first line').waitFor({ state: 'detached' });
});

it('keeps what is typed when the share is deleted, to be copied or downloaded', async () => {
  const { friend, name, end } = await visiting(write);
  await end();
  /* The folder under it says so, and what was typed stays. */
  await friend.page.locator('main').getByText('This link has ended').waitFor({ state: 'attached' });
  const question = await refused(friend, name);
  const [download] = await Promise.all([
    friend.page.waitForEvent('download'),
    question.getByRole('button', { name: /^Download it/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(name);
  expect(await readFile(await download.path(), 'utf8')).toBe('typed first line\n');
  await question.getByRole('button', { name: /^Copy it/ }).click();
  await friend.notice.getByText('What you wrote is on the clipboard').waitFor();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await friend.page.getByText('typed first line').waitFor();
  await friend.button('Close preview').click();
  await friend.dialog('Save your changes?').getByRole('button', { name: 'Don’t save' }).click();
  await leadsHome(friend);
});

it('keeps what is typed when the share expires and its page is asked about again', async () => {
  const { friend, name, expire } = await visiting(write);
  await expire();
  /* What is known of a share is good for a minute, and is asked for again when the connection is back. */
  await friend.page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 120_000;
  });
  const answer = friend.page.waitForResponse((response) => response.url().includes('/share/info/'));
  await friend.page.evaluate(() => {
    for (const type of ['offline', 'online']) window.dispatchEvent(new Event(type));
  });
  await answer;
  const question = await refused(friend, name);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await friend.page.getByText('typed first line').waitFor();
  await friend.button('Close preview').click();
  await friend.dialog('Save your changes?').getByRole('button', { name: 'Don’t save' }).click();
  await leadsHome(friend);
});

it('says of the next picture that the right to look was taken away, and the folder says so too', async () => {
  const { friend, grant } = await visiting(look);
  await grant('AA==');
  await friend.press('ArrowRight');
  await stage(friend)
    .getByText(/its owner has changed what you may see/)
    .waitFor();
  await friend.button('Close preview').click();
  await leadsHome(friend, 'This is not shared with you');
});

it('reads of a text of two gigabytes what is looked at, and refuses to take it all into memory', async () => {
  const size = 2 ** 31;
  const visitor = await world().visit({ as: mira });
  /* The drive holds a short one; the browser is told of a long one and given its pieces. */
  const swell = (text: string) => text.replace(/("name":"huge\.txt".*?"size":)\d+/g, `$1${size}`);
  await visitor.page.route(/\/api\/v4\/file(\/info)?\?/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: swell(await answer.text()) });
  });
  const asked: string[] = [];
  const line = Buffer.from('a line of a long text\n');
  await visitor.page.route(/\/file\/content\//, async (route) => {
    const range = route.request().headers().range ?? '';
    asked.push(range);
    const [start = 0, end = 0] = (/bytes=(\d+)-(\d+)/.exec(range) ?? []).slice(1).map(Number);
    const body = Buffer.alloc(end - start + 1, line);
    await route.fulfill({ status: 206, body, headers: { 'content-range': `bytes ${start}-${end}/${size}` } });
  });
  await visitor.open('/files/Notes?open=huge.txt');
  await visitor.page.getByText(/^1.0\s*MB of 2.1\s*GB$/).waitFor();
  expect(asked).toHaveLength(1);
  await visitor.button('Edit').click();
  await visitor.page
    .getByRole('alert')
    .getByText(/can’t be edited here/)
    .waitFor();
  await visitor.press('Control+p');
  await visitor.notice.getByText(/are not printed here/).waitFor();
  expect(asked).toHaveLength(1);
});
