import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mira, noor, signedUp } from './lib/people.ts';
import { hashOf, my, seedNames, writeNoise } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (current, client) => {
  await seedNames(client, 'Notes', ['Draft.txt', 'Plan.txt']);
  await client.mkdir(my('Upload'));
  await signedUp(current.base, noor);
});

async function signInAgain(visitor: Visitor, password = mira.password, email?: string): Promise<void> {
  const dialog = visitor.dialog('Sign in again');
  if (email) await dialog.getByLabel('Mail address').fill(email);
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

it('lets an upload wait, and go on when its person is back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Upload');
  const names = Array.from({ length: 8 }, (_, index) => `part ${index + 1}.bin`);
  const hashes: string[] = [];
  for (const [index, name] of names.entries()) hashes.push(await writeNoise(join(world().folder, name), 2 + index));
  await visitor.limitUploads(3);
  await visitor.pick(
    'Upload files',
    names.map((name) => join(world().folder, name)),
  );
  await visitor.uploadedPercent(10);
  await visitor.loseSession();
  const dialog = visitor.dialog('Sign in again');
  await dialog.waitFor();
  expect(await dialog.getByLabel('Mail address').inputValue()).toBe(mira.email);
  const panel = visitor.page.getByRole('region', { name: 'Uploads' });
  await visitor.page.locator('.uploads h2', { hasText: 'Uploads wait until you sign in again' }).waitFor();
  await visitor.limitUploads(undefined);

  await signInAgain(visitor, 'wrong words entirely');
  await dialog.getByText('The address or the password is not right.').waitFor();
  await signInAgain(visitor);
  await dialog.waitFor({ state: 'detached' });
  await panel.getByRole('heading', { name: '8 files uploaded' }).waitFor({ timeout: 60_000 });
  const client = await world().client();
  for (const [index, name] of names.entries()) expect(await hashOf(client, my('Upload', name))).toBe(hashes[index]);
});

it('does afterwards what was asked for, without leaving the page', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Notes');
  await visitor.item('Draft.txt').click();
  await visitor.loseSession();
  await visitor.press('Delete');
  const dialog = visitor.dialog('Sign in again');
  await dialog.waitFor();

  /* Closed, the page stays to be looked at, and the next thing one wants asks again. */
  await dialog.getByRole('button', { name: 'Close' }).click();
  await visitor.page.getByText('You are signed out. What you do waits until you sign in again.').waitFor();
  await visitor.item('Plan.txt').waitFor();
  await visitor.item('Plan.txt').click();
  await visitor.press('Delete');
  await signInAgain(visitor);
  await dialog.waitFor({ state: 'detached' });
  await expect
    .poll(async () => {
      const names: string[] = [];
      for await (const file of (await world().client()).listAll(my('Notes'))) names.push(file.name);
      return names;
    })
    .toEqual([]);
  await visitor.inFolder('Notes');
});

it('gives another person a page of his own', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Notes');
  await visitor.loseSession();
  await visitor.page.getByRole('link', { name: 'My files' }).first().click();
  await visitor.dialog('Sign in again').waitFor();
  const loaded = visitor.page.waitForEvent('load');
  await signInAgain(visitor, noor.password, noor.email);
  await loaded;
  await visitor.inFolder('My files');
  await visitor.item('Notes').waitFor({ state: 'detached' });
  await visitor.page.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
});

it('leads to the page for signing in when the session was over before anything was shown', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.loseSession();
  await visitor.open('/files/Notes');
  await visitor.page.waitForURL(/\/signin\?next=%2Ffiles%2FNotes$/);
  await visitor.page.getByRole('heading', { name: 'Good to see you' }).waitFor();
});
