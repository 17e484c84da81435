import { expect, it } from 'vitest';
import { following, gatherForASecond } from './lib/news.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (world, client) => {
  await gatherForASecond(world);
  await signedUp(world.base, noor);
  for (const folder of ['Brief', 'Doomed', 'Carried/Gone', 'Shared', 'Long way'])
    await client.mkdir(my(...folder.split('/')));
  for (const place of ['Brief', 'Doomed', 'Carried', 'Shared'])
    await client.putContent(my(place, 'plan.txt'), 'a plan');
});

/** Mira in a folder of hers, and somebody else who changes it. */
async function inFolder(...names: string[]) {
  const visitor = await world().visit({ as: mira });
  const open = following(visitor);
  await visitor.openFolder(...names);
  await visitor.item('plan.txt').waitFor();
  await open;
  return { visitor, other: await world().client() };
}

const rename = async (visitor: Visitor, name: string, next: string) => {
  await visitor.item(name).click();
  await visitor.press('F2');
  await visitor.page.getByRole('textbox', { name: `New name for ${name}` }).fill(next);
};

it('gives back the name that was written for an item that went away', async () => {
  const { visitor, other } = await inFolder('Brief');
  await rename(visitor, 'plan.txt', 'a name that took some thought.txt');
  await other.putContent(my('Brief', 'beside.txt'), 'x');
  await visitor.item('beside.txt').waitFor();
  await visitor.page.keyboard.type('!');
  await other.remove([my('Brief', 'plan.txt')]);
  await visitor.notice.getByText('You wrote: a name that took some thought.txt!').waitFor();
  await visitor.item('beside.txt').click();
  await expect.poll(() => visitor.item('beside.txt').getAttribute('aria-selected')).toBe('true');
});

it('keeps the dialog and what is in it when the folder is deleted, and makes both anew', async () => {
  const { visitor, other } = await inFolder('Doomed');
  await visitor.choose(visitor.button('New'), 'New folder');
  const name = visitor.page.getByRole('dialog').getByRole('textbox');
  await name.fill('Well considered');
  await other.remove([my('Doomed')]);
  await visitor.page.getByRole('heading', { name: 'This folder is not here' }).waitFor();
  expect(await name.inputValue()).toBe('Well considered');
  await visitor.press('Enter');
  await visitor.item('Well considered').waitFor();
});

it('lets a drag go on when the folder under it goes away', async () => {
  const { visitor, other } = await inFolder('Carried');
  await visitor.carry('plan.txt');
  await visitor.holdOver(visitor.item('Gone'));
  await visitor.inFolder('Gone');
  await other.remove([my('Carried', 'Gone')]);
  await visitor.page.getByRole('heading', { name: 'This folder is not here' }).waitFor();
  await visitor.holdOver(
    visitor.page.getByRole('navigation', { name: 'Folder path' }).getByRole('link', { name: 'My files' }),
  );
  await visitor.inFolder('My files');
  await visitor.holdOver(visitor.item('Long way'));
  await visitor.page.mouse.up();
  await visitor.notice.getByText('plan.txt moved to Long way').waitFor();
});

it('says why a name was refused when the share has ended, and leads on', async () => {
  const owner = await world().client();
  const id = (await world().client(noor)).session.get()?.user.id ?? '';
  await owner.call('createShare', {
    body: { uri: my('Shared'), permissions: { user_explicit: { [id]: 'Dw==' } } },
  });
  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.item('Shared').dblclick();
  await friend.inFolder('Shared');
  await rename(friend, 'plan.txt', 'better plan.txt');
  const { shares } = await owner.call('listMyShares', { query: { page_size: 10 } });
  for (const share of shares) await owner.call('deleteShare', { params: { id: share.id } });
  await friend.press('Enter');
  await friend.notice.getByText(/^plan.txt keeps its name/).waitFor();
  await friend.page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'My files' }).click();
  await friend.inFolder('My files');
});
