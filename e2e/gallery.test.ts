import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { forEach, my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const count = 2000;
const nameOf = (index: number) => `Note ${String(index).padStart(4, '0')}.txt`;

const hue = (turn: number) => (place: number) => Math.round(128 + 100 * Math.sin(2 * Math.PI * (place + turn)));

/** A picture of soft colours, of any shape. */
function picture(width: number, height: number, turn: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(png(width, height, (x, y) => [hue(turn)(x), hue(turn + 0.3)(y), hue(turn + 0.6)(x + y)]));
}

const pictures = ['Amber', 'Birch', 'Cedar', 'Dune', 'Elm', 'Fir', 'Grove', 'Hill'].map((name) => `${name}.png`);

const world = useWorld(async (_, client) => {
  await seedNames(
    client,
    'Many',
    Array.from({ length: count }, (_, index) => nameOf(index)),
  );
  for (const folder of ['Album/Best ones', 'Sizes', 'Renamed']) await client.mkdir(my(...folder.split('/')));
  await forEach(pictures, async (name) => {
    const turn = pictures.indexOf(name) / pictures.length;
    await client.putContent(my('Album', name), picture(240, 180, turn));
    await client.putContent(my('Sizes', name), picture(120, 160, turn));
  });
  await client.putContent(my('Album', 'Panorama.png'), picture(480, 120, 0.4));
  await client.putContent(my('Album', 'Read me first.txt'), 'Pictures of trees.');
  await client.putContent(my('Renamed', 'Before.png'), picture(100, 100, 0.2));
});

const tile = (visitor: Visitor, name: string) => visitor.page.getByRole('option', { name, exact: true });
const selected = (visitor: Visitor) =>
  visitor.page
    .locator('main [aria-selected=true]')
    .evaluateAll((tiles) => tiles.map((each) => each.getAttribute('aria-label')));
const columnsOf = (visitor: Visitor) =>
  visitor.page.locator('.gallery').evaluate((grid) => getComputedStyle(grid).gridTemplateColumns.split(' ').length);

async function inGallery(folder: string, preferences: Readonly<Record<string, unknown>> = {}): Promise<Visitor> {
  const visitor = await world().visit({ as: mira, preferences: { view: 'gallery', ...preferences } });
  await visitor.openFolder(folder);
  await visitor.page.locator('.gallery').waitFor();
  return visitor;
}

it('fills squares with pictures, shows long ones whole, and names what has none', async () => {
  const visitor = await inGallery('Album');
  await tile(visitor, 'Birch.png').locator('img.look').waitFor();
  await tile(visitor, 'Panorama.png').locator('img.look.whole').waitFor();
  expect(await tile(visitor, 'Birch.png').locator('img.whole').count()).toBe(0);
  const opacity = (name: string) =>
    tile(visitor, name)
      .locator('.name')
      .evaluate((element) => getComputedStyle(element).opacity);
  await expect.poll(() => opacity('Read me first.txt')).toBe('1');
  await expect.poll(() => opacity('Birch.png')).toBe('0');
  await tile(visitor, 'Birch.png').hover();
  await expect.poll(() => opacity('Birch.png')).toBe('1');
  await visitor.button('Names on the pictures').click();
  await expect.poll(() => opacity('Cedar.png')).toBe('1');
  for (const theme of ['light', 'dark'] as const) {
    await visitor.page.emulateMedia({ colorScheme: theme });
    await visitor.page.screenshot({ path: join(artifacts, `gallery-${theme}.png`) });
    expect(await violationsOf(visitor.page)).toEqual([]);
  }
});

it('is walked in two dimensions, and selects by keys, mouse and rubber band', async () => {
  const visitor = await inGallery('Album');
  await tile(visitor, 'Amber.png').waitFor();
  const columns = await columnsOf(visitor);
  const order = ['Best ones', ...pictures, 'Panorama.png', 'Read me first.txt'];
  await visitor.files.focus();
  await visitor.press('Home', 'ArrowRight', 'ArrowDown');
  await expect.poll(() => selected(visitor)).toEqual([order[1 + columns]]);
  await visitor.press('Shift+ArrowRight');
  await expect.poll(() => selected(visitor)).toEqual([order[1 + columns], order[2 + columns]]);
  await visitor.typeAtOnce('pano');
  await expect.poll(() => selected(visitor)).toEqual(['Panorama.png']);
  await tile(visitor, 'Amber.png').click();
  await tile(visitor, 'Cedar.png').click({ modifiers: ['Shift'] });
  await expect.poll(() => selected(visitor)).toEqual(['Amber.png', 'Birch.png', 'Cedar.png']);
  await visitor.press('Escape');
  const first = await tile(visitor, 'Best ones').boundingBox();
  const third = await tile(visitor, 'Birch.png').boundingBox();
  if (!first || !third) throw new Error('The gallery is not on the page.');
  await visitor.page.mouse.move(first.x - 12, first.y + 20);
  await visitor.page.mouse.down();
  await visitor.page.mouse.move(third.x + 20, third.y + 40, { steps: 6 });
  await visitor.page.mouse.up();
  await expect.poll(() => selected(visitor)).toEqual(['Best ones', 'Amber.png', 'Birch.png']);
});

it('takes the size that one wants, keeps it with the folder, and stays where one looked', async () => {
  const visitor = await inGallery('Sizes');
  await tile(visitor, 'Amber.png').waitFor();
  const before = await columnsOf(visitor);
  const size = visitor.page.getByRole('slider', { name: 'Size of the pictures' });
  expect(await size.inputValue()).toBe('220');
  await size.press('Home');
  await expect.poll(() => columnsOf(visitor)).toBeGreaterThan(before * 2);
  expect(await tile(visitor, 'Amber.png').getAttribute('title')).toBe('Amber.png');
  await size.press('End');
  await expect.poll(() => columnsOf(visitor)).toBeLessThan(before);
  const client = await world().client();
  const kept = async () => (await client.call('listFiles', { query: { uri: my('Sizes') } })).view?.gallery_width;
  await expect.poll(kept).toBe(500);
  const other = await world().visit({ as: mira });
  await other.openFolder('Sizes');
  await expect.poll(() => other.page.getByRole('slider', { name: 'Size of the pictures' }).inputValue()).toBe('500');

  await visitor.openFolder('Many');
  await visitor.files.focus();
  await visitor.page.locator('main').evaluate((stage) => stage.scrollTo(0, 4000));
  const topmost = () =>
    visitor.page.locator('main').evaluate((stage) => {
      const top = stage.getBoundingClientRect().top;
      const seen = [...stage.querySelectorAll('[data-id]')].find(
        (each) => each.getBoundingClientRect().bottom > top + 40,
      );
      return Number(/\d+/.exec(seen?.textContent ?? '')?.[0] ?? -1);
    });
  await expect.poll(topmost).toBeGreaterThan(40);
  const looked = await topmost();
  for (const view of ['List', 'Grid', 'Gallery']) {
    await visitor.button(view).click();
    await expect.poll(async () => Math.abs((await topmost()) - looked), { message: view }).toBeLessThan(12);
  }
});

it(`shows ${count} files with few nodes on the page, from the first to the last, at any size`, async () => {
  for (const tileWidth of [50, 100, 220, 500]) {
    const visitor = await world().visit({ as: mira });
    await visitor.open(`/files/Many?view=gallery`);
    await visitor.page.locator('.gallery').waitFor();
    const size = visitor.page.getByRole('slider', { name: 'Size of the pictures' });
    await size.fill(String(tileWidth));
    await expect.poll(() => visitor.page.locator('.gallery').getAttribute('style')).toContain(`${tileWidth}px`);
    await tile(visitor, nameOf(0)).waitFor();
    const nodes = () => visitor.page.evaluate(() => document.querySelectorAll('*').length);
    expect(await nodes(), `at ${tileWidth}`).toBeLessThanOrEqual(1500);
    await visitor.files.focus();
    await expect
      .poll(
        async () => {
          await visitor.press('End');
          return tile(visitor, nameOf(count - 1)).isVisible();
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(await nodes(), `at ${tileWidth}`).toBeLessThanOrEqual(1500);
  }
});

it('renames in place, and moves what is dragged onto a folder', async () => {
  const visitor = await inGallery('Renamed');
  await tile(visitor, 'Before.png').click();
  await visitor.press('F2');
  const field = visitor.page
    .getByRole('textbox', { name: 'New name of Before.png' })
    .or(visitor.page.locator('.rename input'));
  await field.fill('After.png');
  await field.press('Enter');
  await tile(visitor, 'After.png').waitFor();
  await visitor.openFolder('Album');
  await visitor.page.locator('.gallery').waitFor();
  await tile(visitor, 'Hill.png').dragTo(tile(visitor, 'Best ones'));
  await expect.poll(() => tile(visitor, 'Hill.png').count()).toBe(0);
  await tile(visitor, 'Best ones').dblclick();
  await visitor.inFolder('Best ones');
  await tile(visitor, 'Hill.png').waitFor();
});

it('fits the phone, three beside each other', async () => {
  const visitor = await world().visit({
    as: mira,
    preferences: { view: 'gallery', language: 'zh-CN' },
    browser: phone,
  });
  await visitor.open('/files/Album');
  await tile(visitor, 'Birch.png').waitFor();
  expect(await columnsOf(visitor)).toBe(3);
  await tile(visitor, 'Birch.png').locator('img.look').waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'gallery-phone.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
});
