import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
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
