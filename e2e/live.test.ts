import { expect, it } from 'vitest';
import { following, gatherForASecond } from './lib/news.ts';
import { mira } from './lib/people.ts';
import { my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const world = useWorld(async (world, client) => {
  await gatherForASecond(world);
  for (const folder of ['Desk', 'Away', 'Parent/Child']) await client.mkdir(my(...folder.split('/')));
  await client.putContent(my('Desk', 'plan.txt'), 'a');
  await client.putContent(my('Desk', 'doomed.txt'), 'b');
  await client.mkdir(my('Office'));
  await client.putContent(my('Office', 'plan.txt'), 'a');
  await seedNames(
    client,
    'Long',
    Array.from({ length: 90 }, (_, index) => `n${String(index + 10)}.txt`),
  );
});

it('shows what others add, rename, move and delete, without losing the selection', async () => {
  const visitor = await world().visit({ as: mira });
  const open = following(visitor);
  await visitor.openFolder('Desk');
  await visitor.item('plan.txt').click();
  await open;
  const other = await world().client();
  await other.putContent(my('Desk', 'from elsewhere.txt'), 'new');
  await other.rename(my('Desk', 'plan.txt'), 'plan B.txt');
  await other.remove([my('Desk', 'doomed.txt')]);
  await visitor.item('from elsewhere.txt').waitFor();
  await visitor.item('plan B.txt').waitFor();
  await visitor.item('doomed.txt').waitFor({ state: 'detached' });
  await expect.poll(() => visitor.item('plan B.txt').getAttribute('aria-selected')).toBe('true');
  const told = visitor.page.locator('.unseen[role=status]');
  await expect.poll(() => told.allTextContents()).toContainEqual(expect.stringContaining('1 item was added here'));
  await other.move([my('Desk', 'plan B.txt')], my('Away'));
  await visitor.item('plan B.txt').waitFor({ state: 'detached' });
});

it('shows in one tab what another tab of the same browser does', async () => {
  const visitor = await world().visit({ as: mira });
  const open = following(visitor);
  await visitor.openFolder('Away');
  await open;
  const tab = await visitor.newTab('/files/Away');
  await tab.getByRole('button', { name: 'New', exact: true }).click();
  await tab.getByRole('menuitem', { name: 'New folder' }).click();
  await tab.getByRole('dialog').getByRole('textbox').fill('Made in the other tab');
  await tab.keyboard.press('Enter');
  await visitor.item('Made in the other tab').waitFor();
});

it('keeps in view what one looks at, when something comes above it', async () => {
  const visitor = await world().visit({ as: mira });
  const open = following(visitor);
  await visitor.openFolder('Long');
  await visitor.item('n10.txt').waitFor();
  await open;
  await visitor.files.evaluate((list) => {
    const stage = list.closest('#files');
    if (stage) stage.scrollTop = 1500;
  });
  await visitor.item('n50.txt').waitFor();
  const topOf = async (name: string) => (await visitor.item(name).boundingBox())?.y;
  const before = await topOf('n50.txt');
  await (await world().client()).putContent(my('Long', 'a first.txt'), 'above');
  await visitor.page.getByText('91 items').waitFor();
  await expect.poll(() => topOf('n50.txt')).toBe(before);
});

it('follows the folder itself to its new name, and says when it is gone', async () => {
  const visitor = await world().visit({ as: mira });
  const open = following(visitor);
  await visitor.openFolder('Parent', 'Child');
  await open;
  const other = await world().client();
  const openAgain = following(visitor);
  await other.rename(my('Parent', 'Child'), 'Grown up');
  await visitor.inFolder('Grown up');
  expect(decodeURIComponent(new URL(visitor.page.url()).pathname)).toBe('/files/Parent/Grown up');
  await openAgain;
  await other.remove([my('Parent', 'Grown up')]);
  await visitor.page.getByRole('heading', { name: 'This folder is not here' }).waitFor();
});

it('takes up again after the server was away', async () => {
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/ERR_|net::/);
  const open = following(visitor);
  await visitor.openFolder('Office');
  await visitor.item('plan.txt').waitFor();
  await open;
  await world().crash();
  await world().restart();
  await (await world().client()).putContent(my('Office', 'while you were away.txt'), 'x');
  await visitor.item('while you were away.txt').waitFor();
});
