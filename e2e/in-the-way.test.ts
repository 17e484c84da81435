import { join } from 'node:path';
import type { CanopyClient } from '@canopy/client';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const world = useWorld(async (_, client) => {
  for (const folder of ['Busy', 'Also busy', 'Back']) await client.mkdir(my(folder));
});

/** An upload that has begun holds its place. */
const beginUpload = (client: CanopyClient, ...names: string[]) =>
  client.call('createUploadSession', { body: { uri: my(...names), size: 10, policy_id: '' } });

it('shows what is in the way, breaks it when asked, and does it after all', async () => {
  const client = await world().client();
  await beginUpload(client, 'Busy', 'half.bin');
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.item('Busy').click();
  await visitor.press('F2');
  await visitor.page.getByRole('textbox', { name: 'New name for Busy' }).fill('Free');
  await visitor.press('Enter');
  const dialog = visitor.dialog('Something is in use');
  await dialog.getByText('Busy / half.bin').waitFor();
  await dialog.getByText('An upload writes to it · you').waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'locks.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.item('Busy').waitFor();
  await dialog.getByRole('button', { name: 'Unlock and try again' }).click();
  await visitor.item('Free').waitFor();
  await visitor.page.getByText('Renamed to Free').waitFor();
  await visitor.press('Control+z');
  await visitor.item('Busy').waitFor();
});

it('leaves everything as it was when nobody unlocks', async () => {
  const client = await world().client();
  await beginUpload(client, 'Also busy', 'half.bin');
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.item('Also busy').click();
  await visitor.press('Delete');
  await visitor.dialog('Something is in use').waitFor();
  await visitor.press('Enter');
  await visitor.item('Also busy').waitFor();
  expect((await client.info(my('Also busy'))).type).toBe(1);
});

it('names what of many was left, and why', async () => {
  const client = await world().client();
  for (const name of ['one.txt', 'two.txt']) {
    await client.putContent(my('Back', name), name);
    await client.remove([my('Back', name)]);
  }
  await client.putContent(my('Back', 'two.txt'), 'another');
  const visitor = await world().visit({ as: mira });
  await visitor.open('/trash');
  await visitor.item('one.txt').waitFor();
  await visitor.files.focus();
  await visitor.press('Control+a');
  await visitor.page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
  await visitor.notice.getByText(/^1 of 2 items was left as it was/).waitFor();
  await visitor.notice.getByRole('button', { name: 'Which ones' }).click();
  const dialog = visitor.dialog('1 item was left as it was');
  await dialog.getByText('two.txt').waitFor();
  await dialog.getByText(/name/).waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'failures.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await visitor.item('two.txt').waitFor();
});
