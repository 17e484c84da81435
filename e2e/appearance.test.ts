import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { furnish } from './lib/furnish.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  await furnish(client);
  await client.putContent(my('Old notes.txt'), 'gone');
  await client.remove([my('Old notes.txt')]);
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const devices = [
  { device: 'desktop', browser: {} },
  { device: 'phone', browser: phone },
] as const;

/** What is really painted behind everything: a theme that is only written in an attribute is none. */
const paintedTheme = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
    return red + green + blue > 3 * 128 ? 'light' : 'dark';
  });

/** A picture for people, and the judgement of axe. */
async function judge(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
  expect(await violationsOf(visitor.page), name).toEqual([]);
}

for (const { device, browser } of devices) {
  for (const theme of ['light', 'dark']) {
    const judgeAs = async (visitor: Visitor, view: string) => {
      await expect.poll(() => paintedTheme(visitor)).toBe(theme);
      await judge(visitor, `${device}-${theme}-${view}`);
    };
    const visit = (preferences: object = {}) =>
      world().visit({ as: mira, preferences: { theme, ...preferences }, browser });

    it(`has no barriers at sign-in, ${theme}, ${device}`, async () => {
      const visitor = await world().visit({ preferences: { theme }, browser });
      await visitor.open('/signin');
      await visitor.button('Sign in').waitFor();
      await judgeAs(visitor, 'sign-in');
    });

    for (const view of ['list', 'grid']) {
      it(`has no barriers in the ${view}, ${theme}, ${device}`, async () => {
        const visitor = await visit({ view });
        await visitor.openFolder();
        await visitor.item('Lake house').waitFor();
        await visitor.settled();
        await judgeAs(visitor, view);
        if (device === 'phone') return;
        await visitor.item('Lake house').click();
        await visitor.page.getByText('1 selected').waitFor();
        await judgeAs(visitor, `${view}-selected`);
      });
    }

    it(`has no barriers in the trash, ${theme}, ${device}`, async () => {
      const visitor = await visit();
      await visitor.open('/trash');
      await visitor.item('Old notes.txt').waitFor();
      await judgeAs(visitor, 'trash');
    });

    it(`has no barriers in menus and dialogs, ${theme}, ${device}`, async () => {
      const visitor = await visit();
      await visitor.openFolder();
      await visitor.item('Budget 2026.csv').waitFor();
      await visitor.page.getByRole('button', { name: 'New', exact: true }).filter({ visible: true }).click();
      await visitor.page.getByRole('menuitem', { name: 'New folder' }).waitFor();
      await judgeAs(visitor, 'menu');
      await visitor.page.getByRole('menuitem', { name: 'New folder' }).click();
      await visitor.dialog('New folder').waitFor();
      await judgeAs(visitor, 'dialog-folder');
      await visitor.button('Cancel').click();
      await visitor.button('More for Budget 2026.csv').click();
      await visitor.page.getByRole('menuitem', { name: 'Move to…' }).click();
      await visitor.dialog('Move Budget 2026.csv').getByRole('treeitem', { name: 'Lake house' }).waitFor();
      await judgeAs(visitor, 'dialog-move');
    });

    it(`has no barriers in the preview, ${theme}, ${device}`, async () => {
      const visitor = await visit();
      await visitor.open('/files/Lake%20house?open=Shore%20at%20dawn.png');
      await visitor.button('Close preview').waitFor();
      await visitor.page
        .getByRole('img', { name: /Shore at dawn/ })
        .first()
        .waitFor();
      await judgeAs(visitor, 'preview');
    });
  }
}

it('speaks Chinese throughout', async () => {
  const visitor = await world().visit({ as: mira, browser: { locale: 'zh-CN' } });
  await visitor.open('/files');
  await visitor.page.getByRole('heading', { name: '我的文件' }).waitFor();
  await visitor.item('Lake house').waitFor();
  expect(await visitor.page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await judge(visitor, 'desktop-chinese-list');
  await visitor.button('新建').click();
  await visitor.page.getByRole('menu').waitFor();
  await judge(visitor, 'desktop-chinese-menu');
});

for (const [theme, colorScheme] of [
  ['dark', 'light'],
  ['light', 'dark'],
  ['system', 'dark'],
] as const) {
  it(`paints itself ${theme} on a system that is ${colorScheme}`, async () => {
    const visitor = await world().visit({ as: mira, preferences: { theme }, browser: { colorScheme } });
    await visitor.openFolder();
    await expect.poll(() => paintedTheme(visitor)).toBe(theme === 'system' ? colorScheme : theme);
  });
}

it('changes language and theme from the account menu, and remembers them', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await visitor.button(/^Account/).click();
  await visitor.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(() => paintedTheme(visitor)).toBe('dark');
  await visitor.button(/^Account/).click();
  await visitor.page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await visitor.page.getByRole('heading', { name: '我的文件' }).waitFor();
  await visitor.page.reload();
  await visitor.page.getByRole('heading', { name: '我的文件' }).waitFor();
  await expect.poll(() => paintedTheme(visitor)).toBe('dark');
});

it('needs no sideways scrolling on a phone, and its rows are large enough for fingers', async () => {
  const visitor = await world().visit({ as: mira, browser: phone });
  await visitor.openFolder();
  await visitor.item('Lake house').waitFor();
  expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const box = await visitor.item('Lake house').boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
});
