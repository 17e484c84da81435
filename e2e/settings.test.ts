import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedIn, signedUp } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

const world = useWorld(async ({ base }, client) => {
  await signedUp(base, noor);
  const upload = (name: string, bytes: number) => client.putContent(my(name), 'x'.repeat(bytes));
  await upload('Shore.jpg', 400_000);
  await upload('Notes.txt', 30_000);
  await upload('Notes.txt', 90_000);
  await upload('Old song.mp3', 120_000);
  await upload('Backup.bin', 60_000);
  await client.call('deleteFiles', { body: { uris: [my('Old song.mp3')] } });
});

const settings = async (person = mira) => (await signedIn(world().base, person)).call('getPreferences', {});

it('opens from the account, and tells what takes the room', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.page.getByRole('button', { name: /^Account/ }).click();
  await visitor.page.getByRole('menuitem', { name: 'Settings' }).click();
  await visitor.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const room = visitor.page.getByRole('region', { name: 'Storage' }).getByRole('listitem');
  await expect
    .poll(() => room.allTextContents())
    .toEqual([
      expect.stringMatching(/^Pictures1 file400/),
      expect.stringMatching(/^Trash1 file120/),
      expect.stringMatching(/^Documents1 file90/),
      expect.stringMatching(/^Other files1 file60/),
      expect.stringMatching(/^Older versions.*30/),
    ]);
  await visitor.page.getByRole('link', { name: 'Pictures' }).click();
  await visitor.item('Shore.jpg').waitFor();
});

it('is led to by the storage meter', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.page.getByRole('link', { name: /used/ }).click();
  await expect.poll(() => visitor.page.evaluate(() => document.activeElement?.textContent)).toBe('Storage');
});

it('keeps a name, a choice and endings, and takes them back', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/settings');
  const { page } = visitor;
  await page.getByRole('textbox', { name: 'Name' }).fill('  ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A name is needed.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Mira 湖');
  await visitor.press('Enter');
  await page.getByRole('button', { name: /^Account.*Mira 湖/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Account.*Mira 湖/ }).waitFor();

  await page.getByRole('combobox', { name: 'Versions of one file' }).selectOption('20 versions');
  await expect.poll(async () => (await settings()).version_retention_max).toBe(20);
  await visitor.notice.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await settings()).version_retention_max).toBe(10);

  const endings = page.getByRole('textbox', { name: 'Only of these files' });
  await endings.fill('docx, a/b');
  await visitor.press('Enter');
  await page.getByText('“a/b” is no ending of a name.').waitFor();
  await endings.fill('.docx, TXT');
  await visitor.press('Enter');
  await expect.poll(async () => (await settings()).version_retention_ext).toEqual(['docx', 'txt']);

  await page.getByRole('switch', { name: 'Keep older versions' }).click();
  await expect.poll(async () => (await settings()).version_retention_enabled).toBe(false);
  await expect.poll(() => endings.count()).toBe(0);
});

it('takes a choice back on the page when the server refuses it', async () => {
  const visitor = await world().visit({ as: noor });
  await visitor.open('/settings/files');
  await visitor.page.route('**/api/v4/user/setting', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ json: { code: 50001, msg: 'Database failed', data: null } })
      : route.continue(),
  );
  const sync = visitor.page.getByRole('switch', { name: 'Keep each folder’s view on the server' });
  await sync.click();
  await visitor.notice.getByText('That could not be saved.').waitFor();
  await expect.poll(() => sync.isChecked()).toBe(true);
});

it('changes the password, and stays signed in', async () => {
  const visitor = await world().visit({ as: noor });
  const { page } = visitor;
  await visitor.open('/settings/security');
  const next = { ...noor, password: 'short trees grow too' };
  const change = page.getByRole('button', { name: 'Change password' });
  await page.getByLabel('Password now').fill('not this one');
  await page.getByLabel('New password').fill('short');
  await change.click();
  await page.getByRole('alert').getByText('At least 8 characters.').waitFor();
  await page.getByLabel('New password').fill(next.password);
  await change.click();
  await page.getByText('That is not your password.').waitFor();
  await page.getByLabel('Password now').fill(noor.password);
  await change.click();
  await visitor.notice.getByText('Your password is changed.').waitFor();
  await expect(signedIn(world().base, noor)).rejects.toMatchObject({ code: 40080 });
  await signedIn(world().base, next);
  /* The session that was given up is not the one that goes on. */
  await page.reload();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await expect.poll(() => page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('noor');
});

it('changes how the app looks and speaks', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/settings/appearance');
  await visitor.page.getByRole('combobox', { name: 'Colours' }).selectOption('Dark');
  await expect.poll(() => visitor.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await visitor.page.getByRole('combobox', { name: 'Language' }).selectOption('简体中文');
  await visitor.page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
});

for (const [device, browser] of [
  ['desktop', {}],
  ['phone', phone],
] as const) {
  for (const theme of ['light', 'dark']) {
    it(`has no barriers, ${theme}, ${device}`, async () => {
      const language = device === 'phone' && theme === 'light' ? { language: 'zh-CN' } : {};
      const visitor = await world().visit({ as: mira, preferences: { theme, ...language }, browser });
      await visitor.open('/settings');
      const { page } = visitor;
      await page.locator('.room-parts').waitFor();
      await page.screenshot({ path: join(artifacts, `${device}-${theme}-settings.png`) });
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      await page.locator('.room-parts').scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(artifacts, `${device}-${theme}-settings-storage.png`) });
    });
  }
}
