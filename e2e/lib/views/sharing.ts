/** What is shared: the dialogs, the lists, and what others see of it. */
import { noor } from '../people.ts';
import { chosen, chosenMore, dialog, heading, opened, type View } from './steps.ts';

export const sharingViews: readonly View[] = [
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
      await chosenMore(visitor, 'Lake house', /^(Permissions…|权限…)/);
      await dialog(visitor)
        .getByText(/^(What comes of it|实际结果)/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'direct-links',
    show: async (visitor) => {
      await chosenMore(visitor, 'Handbook.pdf', /^(Direct links…|直链…)/);
      await dialog(visitor).getByRole('button').nth(1).waitFor();
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
    name: 'share-file',
    as: null,
    show: async (visitor, { fileLink }) => {
      await visitor.open(fileLink);
      await visitor.page.getByRole('img', { name: 'Shore at dawn.png' }).waitFor();
    },
  },
  { name: 'share-folder', as: null, show: (visitor, { folderLink }) => opened(visitor, folderLink, 'Contract.pdf') },
  {
    name: 'share-folder-signed-in',
    as: noor,
    show: (visitor, { folderLink }) => opened(visitor, folderLink, 'Contract.pdf'),
  },
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
];
