import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { furnish } from './lib/furnish.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const links = { folder: '', file: '', secret: '' };

const world = useWorld(async ({ base }, client) => {
  const friend = await signedUp(base, noor);
  await furnish(client);
  const share = (path: string[], more: object = {}) =>
    client.call('createShare', { body: { uri: my(...path), ...more } });
  const id = friend.session.get()?.user.id ?? '';
  links.folder = await share(['Lake house'], { expire: 900_000 });
  links.file = await share(['Shore at dawn.png']);
  links.secret = await share(['Letters'], { is_private: true, password: 'forest' });
  await share(['Lake house'], { permissions: { user_explicit: { [id]: 'Aw==' } } });
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Opens a dialog of the lake house through its menu, as one does on the device. */
async function openDialog(visitor: Visitor, entry: string, isPhone: boolean): Promise<void> {
  await visitor.openFolder();
  const item = visitor.item('Lake house');
  if (isPhone) await item.getByRole('button').last().click();
  else await item.click({ button: 'right' });
  await visitor.page.getByRole('menuitem', { name: entry }).click();
  await visitor.page.getByRole('dialog').waitFor();
}

for (const [device, browser] of [
  ['desktop', {}],
  ['phone', phone],
] as const) {
  for (const theme of ['light', 'dark']) {
    const preferences = { theme, view: device === 'phone' ? 'list' : 'grid' };
    const judge = async (visitor: Visitor, view: string) => {
      await visitor.page.screenshot({ path: join(artifacts, `${device}-${theme}-${view}.png`) });
      expect(await violationsOf(visitor.page), view).toEqual([]);
      /* Nothing is wider than the window. */
      expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    };

    it(`has no barriers where one shares, ${theme}, ${device}`, async () => {
      const visitor = await world().visit({ as: mira, preferences, browser });
      await openDialog(visitor, 'Share…', device === 'phone');
      await visitor.page.getByRole('button', { name: 'Role of noor: Can edit' }).waitFor();
      await visitor.button('QR code').click();
      await visitor.page.getByRole('img', { name: 'QR code of the link' }).waitFor();
      await judge(visitor, 'share-dialog');
      await openDialog(visitor, 'Permissions…', device === 'phone');
      await visitor.page.getByText('What comes of it').waitFor();
      await judge(visitor, 'permissions');
      await visitor.open('/shares');
      await visitor.item('Letters').waitFor();
      await judge(visitor, 'my-shares');
    });

    it(`has no barriers where something shared is opened, ${theme}, ${device}`, async () => {
      const stranger = await world().visit({ preferences, browser });
      await stranger.open(links.folder);
      await stranger.item('Contract.pdf').waitFor();
      await judge(stranger, 'share-folder');
      await stranger.open(links.file);
      await stranger.page.getByRole('img', { name: 'Shore at dawn.png' }).waitFor();
      await judge(stranger, 'share-file');
      await stranger.open(links.secret.replace(/forest$/, 'wrong'));
      await stranger.page.getByText('That is not the password').waitFor();
      await judge(stranger, 'share-password');

      const friend = await world().visit({ as: noor, preferences, browser });
      await friend.open('/shared-with-me');
      await friend.item('Lake house').waitFor();
      await judge(friend, 'shared-with-me');
      await friend.open(links.folder);
      await friend.item('Contract.pdf').waitFor();
      await judge(friend, 'share-folder-in-the-explorer');
    });
  }
}
