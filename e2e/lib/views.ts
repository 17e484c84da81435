/** The views of the app: where each is, and how a person comes to see it. Pictures and axe go through all of them. */
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CanopyClient } from '@canopy/client';
import { furnish } from './furnish.ts';
import { mira, noor, type Person, signedUp } from './people.ts';
import { my } from './seed.ts';
import type { Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** What stands in the drive for the views, besides what `furnish` brings. */
export interface Stage {
  readonly folderLink: string;
  readonly fileLink: string;
  readonly secretLink: string;
  readonly endedLink: string;
  /** Files of the device, to be uploaded. */
  readonly device: readonly string[];
}

export interface View {
  readonly name: string;
  /** Who looks; Mira when left out, nobody who is signed in when null. */
  readonly as?: Person | null;
  readonly preferences?: Readonly<Record<string, unknown>>;
  /** Goes there and waits until what makes the view is there. */
  readonly show: (visitor: Visitor, stage: Stage) => Promise<unknown>;
  /** Whether it waits for answers that never come. */
  readonly isHeld?: boolean;
  /** Parts that differ from run to run. */
  readonly masked?: readonly string[];
  /** Complaints of the console that belong to the view. */
  readonly complaint?: RegExp;
}

/** When the files of the device were changed. */
const changed = new Date('2026-03-14T07:30:00Z');

/** Fills the drive, and the device, for all views. */
export async function setStage(world: World, client: CanopyClient): Promise<Stage> {
  const friend = await signedUp(world.base, noor);
  await furnish(client);
  const share = (path: string[], more: object = {}) =>
    client.call('createShare', { body: { uri: my(...path), ...more } });
  const tag = (path: string[], patches: Record<string, string>) =>
    client.call('patchMetadata', {
      body: { uris: [my(...path)], patches: Object.entries(patches).map(([key, value]) => ({ key, value })) },
    });
  const friendId = friend.session.get()?.user.id ?? '';
  const folderLink = await share(['Lake house'], { expire: 900_000 });
  const fileLink = await share(['Shore at dawn.png']);
  const secretLink = await share(['Letters'], { is_private: true, password: 'forest' });
  const endedLink = await share(['Taxes']);
  const ended = new URL(endedLink).pathname.split('/').at(-1) ?? '';
  await client.call('deleteShare', { params: { id: ended } });
  await share(['Lake house'], { permissions: { user_explicit: { [friendId]: 'Aw==' } } });
  await tag(['Shore at dawn.png'], { 'tag:autumn': '#ff5722', 'props:description': 'The first morning.' });
  await tag(['Handbook.pdf'], { 'tag:site': '#4caf50', 'tag:urgent': '#ffeb3b' });
  await tag(['Recipes'], { 'customize:icon_color': '#2196f3' });
  await client.putContent(my('Reading list.txt'), 'One, two, three.');
  for (const name of ['Old notes.txt', 'Draft of the plan.docx']) {
    await client.putContent(my(name), name);
    await client.remove([my(name)]);
  }
  const device = ['Budget 2026.csv', 'Terrace.jpg'].map((name) => join(world.folder, name));
  for (const path of device) {
    await writeFile(path, 'Month,Planned,Spent');
    await utimes(path, changed, changed);
  }
  return { folderLink, fileLink, secretLink, endedLink, device };
}

/** Waits for an item of a place. */
const opened = async (visitor: Visitor, address = '/files', item = 'Lake house') => {
  await visitor.open(address);
  await visitor.item(item).first().waitFor();
};

/** Takes an entry of an item's menu, which opens the same way with mouse and finger. */
const chosen = async (visitor: Visitor, name: string, entry?: RegExp) => {
  await opened(visitor);
  await visitor.item(name).getByRole('button').last().click();
  const menu = visitor.page.getByRole('menu');
  await menu.waitFor();
  if (entry) await menu.getByRole('menuitem', { name: entry }).click();
};

const dialog = (visitor: Visitor) => visitor.page.getByRole('dialog');
const heading = (visitor: Visitor, name: RegExp) => visitor.page.getByRole('heading', { name }).waitFor();

/** Takes an entry of "New". */
const anew = async (visitor: Visitor, entry?: RegExp) => {
  await visitor.page
    .getByRole('button', { name: /^(New|新建)$/ })
    .filter({ visible: true })
    .click();
  const menu = visitor.page.getByRole('menu');
  await menu.waitFor();
  if (entry) await menu.getByRole('menuitem', { name: entry }).click();
};

const uploaded = (visitor: Visitor, paths: readonly string[]) =>
  visitor.choosing(paths, () => anew(visitor, /^(Upload files|上传文件)/));

/** A command of the palette, which is the same on every device. */
const command = async (visitor: Visitor, name: string, option: RegExp) => {
  await opened(visitor);
  await visitor.press('Control+k');
  await visitor.page.getByRole('combobox').fill(name);
  await visitor.page.getByRole('option', { name: option }).first().click();
};

export const views: readonly View[] = [
  {
    name: 'sign-in',
    as: null,
    show: (visitor) => visitor.open('/signin').then(() => visitor.page.getByRole('textbox').first().waitFor()),
  },
  {
    name: 'sign-up',
    as: null,
    show: (visitor) => visitor.open('/signup').then(() => visitor.page.getByRole('textbox').first().waitFor()),
  },
  { name: 'list', show: (visitor) => opened(visitor) },
  { name: 'grid', preferences: { view: 'grid' }, show: (visitor) => opened(visitor) },
  { name: 'gallery', preferences: { view: 'gallery' }, show: (visitor) => opened(visitor) },
  {
    name: 'empty',
    show: async (visitor) => {
      await visitor.open('/files/Recipes');
      await heading(visitor, /^(Nothing here yet|这里还没有内容)/);
    },
  },
  {
    name: 'selection',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.files.focus();
      await visitor.press('Home', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
      await visitor.page.locator('[data-id][aria-selected=true]').nth(2).waitFor();
    },
  },
  { name: 'menu', show: (visitor) => chosen(visitor, 'Budget 2026.csv') },
  {
    name: 'menu-new',
    show: async (visitor) => {
      await opened(visitor);
      await anew(visitor);
    },
  },
  {
    name: 'menu-account',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.page
        .getByRole('button', { name: /^(Account|帐号)/ })
        .filter({ visible: true })
        .click();
      await visitor.page.getByText(mira.email).first().waitFor();
    },
  },
  {
    name: 'details',
    show: async (visitor) => {
      await chosen(visitor, 'Shore at dawn.png', /^(Details|详情)/);
      await visitor.page.getByRole('complementary').locator('dt').nth(4).waitFor();
    },
  },
  {
    name: 'details-folder',
    show: async (visitor) => {
      await chosen(visitor, 'Lake house', /^(Details|详情)/);
      await visitor.page.getByRole('complementary').locator('dt').nth(4).waitFor();
    },
  },
  {
    name: 'palette',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.press('Control+k');
      await visitor.page.getByRole('combobox').fill('la');
      await visitor.page.getByRole('option').nth(3).waitFor();
    },
  },
  {
    name: 'keys',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.files.focus();
      await visitor.press('?');
      await dialog(visitor).locator('kbd').nth(5).waitFor();
    },
  },
  { name: 'search-results', show: (visitor) => opened(visitor, '/files?search=at&type=image', 'Shore at dawn.png') },
  {
    name: 'search-nothing',
    show: async (visitor) => {
      await visitor.open('/files?search=nothing%20like%20this&type=image');
      await visitor.page.locator('.nothing').waitFor();
    },
  },
  {
    name: 'transfers',
    isHeld: true,
    show: async (visitor, { device }) => {
      /* What is sent never arrives, so that it stays under way. */
      await visitor.page.route(/\/api\/v4\/file\/upload/, () => {});
      await visitor.open('/files/Recipes');
      await heading(visitor, /^(Nothing here yet|这里还没有内容)/);
      await uploaded(visitor, device);
      await visitor.page.getByText('Terrace.jpg').first().waitFor();
    },
  },
  {
    name: 'conflict',
    show: async (visitor, { device }) => {
      await opened(visitor);
      await uploaded(visitor, device.slice(0, 1));
      await dialog(visitor).getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'new-folder',
    show: async (visitor) => {
      await opened(visitor);
      await anew(visitor, /^(New folder|新建文件夹)/);
      await dialog(visitor).getByRole('textbox').waitFor();
    },
  },
  {
    name: 'move',
    show: async (visitor) => {
      await chosen(visitor, 'Budget 2026.csv', /^(Move to…|移动到…)/);
      await dialog(visitor).getByRole('treeitem', { name: 'Lake house' }).waitFor();
    },
  },
  {
    name: 'share',
    show: async (visitor) => {
      await chosen(visitor, 'Lake house', /^(Share…|分享…)/);
      await dialog(visitor).getByText('noor').first().waitFor();
    },
  },
  {
    name: 'share-code',
    masked: ['.qr-code'],
    show: async (visitor) => {
      await chosen(visitor, 'Lake house', /^(Share…|分享…)/);
      await dialog(visitor).getByText('noor').first().waitFor();
      await dialog(visitor)
        .getByRole('button', { name: /^(QR code|二维码)/ })
        .click();
      await dialog(visitor).locator('.qr-code').waitFor();
    },
  },
  {
    name: 'permissions',
    show: async (visitor) => {
      await chosen(visitor, 'Lake house', /^(Permissions…|权限…)/);
      await dialog(visitor)
        .getByText(/^(What comes of it|实际结果)/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'direct-links',
    show: async (visitor) => {
      await chosen(visitor, 'Handbook.pdf', /^(Direct links…|直链…)/);
      await dialog(visitor).getByRole('button').nth(1).waitFor();
    },
  },
  {
    name: 'tags-of-file',
    show: async (visitor) => {
      await chosen(visitor, 'Handbook.pdf', /^(Tags…|标签…)/);
      await dialog(visitor).getByText('urgent').waitFor();
    },
  },
  {
    name: 'tags-manager',
    show: async (visitor) => {
      await command(visitor, 'Manage tags', /^Manage tags$/);
      await dialog(visitor).getByText('urgent').waitFor();
    },
  },
  {
    name: 'columns',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.page.locator('.crumbs').getByRole('button').last().click();
      await visitor.page.getByRole('menuitem', { name: /^(Columns|列)/ }).click();
      await dialog(visitor).getByRole('button').nth(4).waitFor();
    },
  },
  {
    name: 'rewind',
    show: async (visitor) => {
      await chosen(visitor, 'Lake house', /^(Rewind…|回退…)/);
      await dialog(visitor).getByRole('radio').first().waitFor();
    },
  },
  { name: 'trash', show: (visitor) => opened(visitor, '/trash', 'Old notes.txt') },
  {
    name: 'delete-for-good',
    show: async (visitor) => {
      await opened(visitor, '/trash', 'Old notes.txt');
      await visitor.files.focus();
      await visitor.press('Home', 'Delete');
      await dialog(visitor).waitFor();
    },
  },
  { name: 'my-shares', show: (visitor) => opened(visitor, '/shares', 'Letters') },
  { name: 'shared-with-me', as: noor, show: (visitor) => opened(visitor, '/shared-with-me') },
  {
    name: 'shared-nothing',
    show: async (visitor) => {
      await visitor.open('/shared-with-me');
      await visitor.page.locator('.empty h2, .nothing').first().waitFor();
    },
  },
  {
    name: 'settings',
    /* The account is as old as the drive of the test. */
    masked: ['.who-facts'],
    show: async (visitor) => {
      await visitor.open('/settings');
      await visitor.page.locator('.room-parts').waitFor();
    },
  },
  {
    name: 'share-file',
    as: null,
    show: async (visitor, { fileLink }) => {
      await visitor.open(fileLink);
      await visitor.page.getByRole('img', { name: 'Shore at dawn.png' }).waitFor();
    },
  },
  { name: 'share-folder', as: null, show: (visitor, { folderLink }) => opened(visitor, folderLink, 'Contract.pdf') },
  {
    name: 'share-password',
    as: null,
    show: async (visitor, { secretLink }) => {
      await visitor.open(secretLink.replace(/forest$/, 'wrong'));
      await visitor.page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'share-ended',
    as: null,
    show: async (visitor, { endedLink }) => {
      await visitor.open(endedLink);
      await heading(visitor, /^(This link has ended|.*链接.*)/);
    },
  },
  {
    name: 'share-folder-signed-in',
    as: noor,
    show: (visitor, { folderLink }) => opened(visitor, folderLink, 'Contract.pdf'),
  },
  {
    name: 'preview-picture',
    show: async (visitor) => {
      await visitor.open('/files?open=Shore%20at%20dawn.png');
      await visitor.page.locator('img[alt*="Shore at dawn"]').first().waitFor();
    },
  },
  {
    name: 'preview-text',
    show: async (visitor) => {
      await visitor.open('/files?open=Reading%20list.txt');
      await visitor.page.getByText('One, two, three.').waitFor();
    },
  },
  {
    name: 'state-gone',
    show: async (visitor) => {
      await visitor.open('/files/Nowhere/At/All');
      await visitor.page.locator('main :is(h1, h2)').last().waitFor();
    },
  },
  {
    name: 'state-no-page',
    show: (visitor) =>
      visitor.open('/no-such-page').then(() => visitor.page.locator('main :is(h1, h2)').last().waitFor()),
  },
  {
    name: 'state-loading',
    isHeld: true,
    show: async (visitor) => {
      await visitor.page.route(/\/api\/v4\/file\?/, () => {});
      await visitor.open('/files');
      await visitor.page.locator('main [aria-busy=true], main .ghosts, main .ghost').first().waitFor();
    },
  },
  {
    name: 'state-failed',
    complaint: /Failed to load resource/,
    show: async (visitor) => {
      const json = { code: 50001, msg: 'the disk is full', correlation_id: '0f8fad5b-d9cb-469f-a165-70867728950e' };
      await visitor.page.route(/\/api\/v4\/file\?/, (route) => route.fulfill({ json }));
      await visitor.open('/files');
      await visitor.page.locator('main :is(h1, h2)').last().waitFor();
    },
  },
];
