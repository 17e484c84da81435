import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { hashOf, my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const ada = { email: 'ada@example.org', password: mira.password };
const world = useWorld(async ({ base }, client) => {
  await signedUp(base, noor);
  await signedUp(base, ada);
  await client.mkdir(my('Site', 'Private'));
  await client.mkdir(my('Inbox'));
  await client.putContent(my('Site', 'notes.txt'), 'Stake out the corner.');
  await client.putContent(my('Site', 'Private', 'prices.txt'), 'Not for everybody.');
});

async function open(visitor: Visitor, name: string, entry: string): Promise<void> {
  await visitor.item(name).click({ button: 'right' });
  if (entry === 'Permissions…') await visitor.chooseMore(entry);
  else await visitor.page.getByRole('menuitem', { name: entry }).click();
  await visitor.page.getByRole('dialog').waitFor();
}

async function look(...folder: string[]): Promise<Visitor> {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder(...folder);
  return visitor;
}

/** Mira invites Noor to something of her own. */
async function invite(name: string, role: string): Promise<Visitor> {
  const visitor = await look();
  await open(visitor, name, 'Share…');
  const dialog = visitor.dialog(`Share “${name}”`);
  await dialog.getByRole('combobox', { name: 'Add people or groups' }).fill('noor');
  await dialog.getByRole('option', { name: /noor/ }).waitFor();
  await visitor.press('Enter');
  await dialog.getByRole('button', { name: /^Role of Add people/ }).click();
  await visitor.page.getByRole('menuitemradio', { name: role, exact: true }).click();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await visitor.notice.getByText(/noor has access now/).waitFor();
  return visitor;
}

it('gives a named person a role; she finds it at once, and may do what it says', async () => {
  const visitor = await invite('Site', 'Can edit');
  const dialog = visitor.dialog('Share “Site”');
  await dialog.getByRole('button', { name: 'Role of noor: Can edit' }).waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);

  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.item('Site').waitFor();
  await friend.page.getByText('edit', { exact: true }).waitFor();
  expect(await violationsOf(friend.page)).toEqual([]);
  await friend.item('Site').dblclick();
  await friend.inFolder('Site');
  await friend.item('notes.txt').click();
  await friend.press('F2');
  await friend.page.getByRole('textbox', { name: 'New name for notes.txt' }).fill('stakes.txt');
  await friend.press('Enter');
  await friend.item('stakes.txt').waitFor();
  /* Who may not add anything is offered nothing to add. */
  expect(await friend.button('New').count()).toBe(0);

  await visitor.open('/files/Site');
  await visitor.item('stakes.txt').waitFor();

  const stranger = await world().visit();
  await stranger.open(new URL(friend.page.url()).pathname);
  await stranger.page.getByRole('heading', { name: 'This link is for people with an account' }).waitFor();
});

/** Noor may edit Site; she can already when a test before has invited her. */
async function withSiteShared(): Promise<void> {
  const client = await world().client();
  const { shares } = await client.call('listMyShares', { query: { page_size: 100 } });
  if (shares.some(({ name }) => name === 'Site')) return;
  const id = (await world().client(noor)).session.get()?.user.id ?? '';
  await client.call('createShare', {
    body: { uri: my('Site'), permissions: { user_explicit: { [id]: 'Dw==' } } },
  });
}

it('changes and takes away access, and gives it back', async () => {
  await withSiteShared();
  const visitor = await look();
  await open(visitor, 'Site', 'Share…');
  const dialog = visitor.dialog('Share “Site”');
  await dialog.getByRole('button', { name: /^Role of noor/ }).click();
  await visitor.page.getByRole('menuitemradio', { name: 'Can do everything' }).click();
  await dialog.getByRole('button', { name: 'Role of noor: Can do everything' }).waitFor();
  await dialog.getByRole('button', { name: /^Role of noor/ }).click();
  await visitor.page.getByRole('menuitem', { name: 'Remove access' }).click();
  await visitor.notice.getByText('noor has no access any more').waitFor();
  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.page.getByText('Nothing is shared with you yet').waitFor();

  await visitor.notice.getByRole('button', { name: /Undo/ }).click();
  await dialog.getByRole('button', { name: 'Role of noor: Can do everything' }).waitFor();
  await friend.page.reload();
  await friend.item('Site').waitFor();
});

it('shares with a group', async () => {
  const visitor = await look();
  await open(visitor, 'Inbox', 'Share…');
  const dialog = visitor.dialog('Share “Inbox”');
  await dialog.getByRole('combobox', { name: 'Add people or groups' }).fill('user');
  await dialog.getByRole('option', { name: /User\s*Group/ }).click();
  await dialog.getByRole('button', { name: /^Role of Add people/ }).click();
  await visitor.page.getByRole('menuitemradio', { name: 'Can add files' }).click();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByRole('button', { name: 'Role of User: Can add files' }).waitFor();

  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.item('Inbox').dblclick();
  await friend.inFolder('Inbox');
  await friend.page.getByText('You can add files').waitFor();
  await friend.choose(friend.button('New'), 'New folder');
  await friend.dialog('New folder').getByRole('button', { name: 'Create' }).click();
  await friend.item('New folder').waitFor();
  await friend.item('New folder').click();
  await friend.press('Delete');
  await friend.notice.getByText('You may not delete this').waitFor();
});

it('sets who may do what below a shared folder, says what comes of it, and follows the folder again', async () => {
  await withSiteShared();
  const visitor = await look('Site');
  await open(visitor, 'Private', 'Permissions…');
  const dialog = visitor.dialog('Permissions of Private');
  await dialog.getByText('Each share decides for itself').waitFor();
  await dialog.getByRole('button', { name: /^Role of Everyone not named above/ }).click();
  await visitor.page
    .getByRole('menuitem', { name: 'No access' })
    .or(visitor.page.getByRole('menuitemradio', { name: 'No access' }))
    .click();
  await dialog.getByText('Visitors without an account: No access').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await visitor.notice.getByText('The permissions of Private are set').waitFor();

  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.item('Site').dblclick();
  await friend.item('Private').dblclick();
  await friend.page.getByRole('heading', { name: 'This is not shared with you' }).waitFor();

  await open(visitor, 'Private', 'Permissions…');
  await dialog.getByText('Has rules of its own.').waitFor();
  await dialog.getByRole('button', { name: 'Follow the folder above' }).click();
  await visitor.notice.getByText('Private follows the folder above').waitFor();
  await friend.button('Try again').click();
  await friend.item('prices.txt').waitFor();

  await visitor.notice.getByRole('button', { name: /Undo/ }).click();
  await open(visitor, 'Private', 'Permissions…');
  await dialog.getByText('Has rules of its own.').waitFor();
});

it('lets those who may add upload; what they delete goes to its owner, and they can copy what they see', async () => {
  const client = await world().client();
  const friendsClient = await world().client(noor);
  const { id } = friendsClient.session.get()?.user ?? {};
  await client.mkdir(my('Together'));
  await client.putContent(my('Together', 'plan.txt'), 'Begin in May.');
  await client.call('createShare', {
    body: { uri: my('Together'), permissions: { user_explicit: { [id ?? '']: 'Dw==' } } },
  });
  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.item('Together').dblclick();
  await friend.inFolder('Together');
  const path = join(world().folder, 'from noor.txt');
  await writeFile(path, 'Mine to give.');
  await friend.pick('Upload files', path);
  await friend.item('from noor.txt').waitFor();
  expect(await hashOf(client, my('Together', 'from noor.txt'))).toBe(
    createHash('sha256').update('Mine to give.').digest('hex'),
  );

  await friend.item('plan.txt').click();
  await friend.page.getByRole('toolbar').getByText('Copy', { exact: true }).click();
  const dialog = friend.dialog('Copy plan.txt');
  await dialog.getByRole('treeitem', { name: 'My files' }).click();
  await dialog.getByRole('button', { name: 'Copy to My files' }).click();
  await friend.notice.getByText('plan.txt copied to My files').waitFor();
  expect((await friendsClient.info(my('plan.txt'))).owned).toBe(true);

  await friend.item('plan.txt').click();
  await friend.press('Delete');
  await friend.notice.getByText('plan.txt is in the trash of its owner now').waitFor();
  expect(await friend.notice.getByRole('button', { name: /Undo/ }).count()).toBe(0);
  const visitor = await world().visit({ as: mira });
  await visitor.open('/trash');
  await visitor.item('plan.txt').waitFor();
});

it('shows of what is shared with somebody only what one owner shares', async () => {
  const id = (await world().client(noor)).session.get()?.user.id ?? '';
  const permissions = { user_explicit: { [id]: 'AQ==' } };
  for (const [owner, folder] of [
    [await world().client(), 'From Mira'],
    [await world().client(ada), 'From Ada'],
  ] as const) {
    await owner.mkdir(my(folder));
    await owner.call('createShare', { body: { uri: my(folder), permissions } });
  }
  const friend = await world().visit({ as: noor });
  await friend.open('/shared-with-me');
  await friend.item('From Mira').waitFor();
  await friend.item('From Ada').waitFor();
  const tools = friend.page.getByRole('region', { name: 'Tools' });
  await tools.getByRole('button', { name: 'Shared by' }).click();
  await friend.page.getByRole('menuitemradio', { name: 'ada' }).click();
  await friend.item('From Mira').waitFor({ state: 'detached' });
  await friend.item('From Ada').waitFor();
  await friend.page.screenshot({ path: join(artifacts, 'owner-chip.png') });
  expect(await violationsOf(friend.page)).toEqual([]);
  await friend.page.reload();
  await friend.item('From Ada').waitFor();
  expect(await friend.item('From Mira').count()).toBe(0);
  await tools.getByRole('button', { name: 'Remove filter: ada' }).click();
  await friend.item('From Mira').waitFor();
});

it('tells in the details who has access, and ends it there', async () => {
  const client = await world().client();
  const id = (await world().client(noor)).session.get()?.user.id ?? '';
  await client.mkdir(my('Attic'));
  await client.call('createShare', { body: { uri: my('Attic') } });
  await client.call('createShare', { body: { uri: my('Attic'), permissions: { user_explicit: { [id]: 'AQ==' } } } });
  const visitor = await world().visit({ as: mira, preferences: { details: true } });
  await visitor.openFolder();
  await visitor.item('Attic').locator('.name').click();
  const details = visitor.page.getByRole('complementary', { name: 'Details of Attic' });
  await details.getByText('noor').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
  await details.getByRole('button', { name: 'Revoke: noor' }).click();
  await details.getByText('noor').waitFor({ state: 'detached' });
  await visitor.notice.getByRole('button', { name: /Undo/ }).click();
  await details.getByText('noor').waitFor();
  await details.getByRole('button', { name: 'Revoke: Anyone with the link' }).click();
  await details.getByText('ended').waitFor();
  await details.getByRole('button', { name: 'Manage' }).first().click();
  await visitor.dialog('Share “Attic”').getByText('This link has ended').waitFor();
});

it('gives many items the same permissions, and each its own back', async () => {
  const client = await world().client();
  for (const name of ['one.txt', 'two.txt']) await client.putContent(my('Site', name), name);
  const setting = { user_explicit: {}, group_explicit: {}, anonymous: '', everyone: 'Aw==' };
  await client.call('setFilePermission', { body: { uris: [my('Site', 'one.txt')], setting } });
  const everyone = async (name: string) => {
    const query = { uri: my('Site', name), extended: true };
    return (await client.call('getFileInfo', { query })).extended_info?.permissions?.everyone ?? undefined;
  };
  const visitor = await look('Site');
  await visitor.item('one.txt').click();
  await visitor.item('two.txt').click({ modifiers: ['Control'] });
  await open(visitor, 'two.txt', 'Permissions…');
  const dialog = visitor.dialog('Permissions of 2 items');
  await dialog.getByText('The items may have different rules now').waitFor();
  await dialog.getByRole('button', { name: /^Role of Everyone not named above/ }).click();
  await visitor.page.getByRole('menuitemradio', { name: 'Can view' }).click();
  await dialog.getByText('Visitors without an account: Can view').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await visitor.notice.getByText('The permissions of 2 items are set').waitFor();
  expect([await everyone('one.txt'), await everyone('two.txt')]).toEqual(['AQ==', 'AQ==']);
  await visitor.notice.getByRole('button', { name: /Undo/ }).click();
  await expect.poll(async () => [await everyone('one.txt'), await everyone('two.txt')]).toEqual(['Aw==', undefined]);
});

it('tells why somebody whose group may not share can’t', async () => {
  await (await world().client(noor)).mkdir(my('Mine'));
  const friend = await world().visit({ as: noor });
  await friend.page.route(/\/api\/v4\/user\/me/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    /* As an administrator may have set it: everything but sharing. */
    body.data.group.permission = 'gAg=';
    await route.fulfill({ response: answer, json: body });
  });
  await friend.openFolder();
  await open(friend, 'Mine', 'Share…');
  await friend.page.getByText('Your group may not share.').waitFor();
  expect(await friend.page.getByRole('combobox', { name: 'Add people or groups' }).count()).toBe(0);
});
