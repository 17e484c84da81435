/** All around the files: coming in, finding, opening one, settings, and what is said when there is nothing to show. */
import { mira } from '../people.ts';
import { dialog, opened, type View } from './steps.ts';

export const pageViews: readonly View[] = [
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
    name: 'settings',
    /* The account is as old as the drive of the test. */
    masked: ['.who-facts'],
    show: async (visitor) => {
      await visitor.open('/settings');
      await visitor.page.locator('.room-parts').waitFor();
    },
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
    name: 'preview-pdf',
    show: async (visitor) => {
      await visitor.open('/files/Letters?open=Offer.pdf');
      await visitor.page.locator('canvas').first().waitFor();
    },
  },
  {
    name: 'preview-markdown',
    show: async (visitor) => {
      await visitor.open('/files/Letters?open=Thoughts.md');
      await visitor.page.getByRole('heading', { name: 'Thoughts', exact: true }).waitFor();
    },
  },
  {
    name: 'preview-archive',
    show: async (visitor) => {
      await visitor.open('/files/Letters?open=Scans.zip');
      await visitor.page.getByRole('treegrid').getByText('cover.txt').waitFor();
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
  {
    name: 'state-closed',
    show: async (visitor) => {
      await visitor.page.route(/\/api\/v4\/file\?/, (route) => route.fulfill({ json: { code: 403, msg: '' } }));
      await visitor.open('/files');
      await visitor.page.getByRole('heading', { name: 'This folder is closed to you' }).waitFor();
    },
  },
  {
    name: 'state-busy',
    complaint: /Failed to load resource/,
    show: async (visitor) => {
      const answer = { status: 429, headers: { 'retry-after': '30' }, body: 'slow down' };
      await visitor.page.route(/\/api\/v4\/file\?/, (route) => route.fulfill(answer));
      await visitor.open('/files');
      await visitor.page.getByRole('heading', { name: 'The server asks for a moment' }).waitFor();
    },
  },
];
