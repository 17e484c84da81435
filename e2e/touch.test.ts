import { expect, it } from 'vitest';
import { phone, tablet } from './lib/devices.ts';
import { Fingers } from './lib/fingers.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { forEach, my, seedNames } from './lib/seed.ts';
import { smallTargets } from './lib/targets.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const noteOf = (index: number) => `Note ${String(index).padStart(3, '0')}.txt`;
const notes = Array.from({ length: 300 }, (_, index) => noteOf(index));

const world = useWorld(async (_, client) => {
  await seedNames(client, 'Notes', notes);
  for (const folder of ['Swiped', 'Pulled', 'Photos', 'Camera']) await client.mkdir(my(folder));
  await forEach(['One.txt', 'Two.txt', 'Three.txt'], (name) => client.putContent(my('Swiped', name), name));
  const photo = new Uint8Array(png(600, 800, (x, y) => [Math.round(255 * x), Math.round(255 * y), 120]));
  await forEach(['Dawn.png', 'Noon.png'], (name) => client.putContent(my('Photos', name), photo));
});

/** Gestures come after the first list; where the disc is, they are taken. */
const ready = (visitor: Visitor) => visitor.page.locator('.pull').waitFor({ state: 'attached' });

async function open(view: 'list' | 'grid' | 'gallery', folder = 'Notes', more: object = {}) {
  const visitor = await world().visit({ as: mira, preferences: { view }, browser: { ...phone, ...more } });
  await visitor.openFolder(folder);
  await ready(visitor);
  return { visitor, fingers: await Fingers.on(visitor.page) };
}

const row = (visitor: Visitor, index: number) => visitor.page.locator('main [data-id]').nth(index);
const selected = (visitor: Visitor) => visitor.page.getByRole('status').filter({ hasText: 'selected' }).textContent();
const scrolled = (visitor: Visitor) => visitor.page.locator('main').evaluate((stage) => stage.scrollTop);

for (const view of ['list', 'grid', 'gallery'] as const) {
  it(`selects what a finger is drawn over after it has rested, and scrolls at the edge: ${view}`, async () => {
    const { visitor, fingers } = await open(view);
    const first = await fingers.middle(row(visitor, 0));
    const later = await fingers.middle(row(visitor, 4));
    await fingers.down(first);
    await expect.poll(() => selected(visitor)).toBe('1 selected');
    await fingers.draw(first, later);
    await expect.poll(() => selected(visitor)).toBe('5 selected');
    /* Back over what it was drawn over. */
    await fingers.draw(later, await fingers.middle(row(visitor, 1)));
    await expect.poll(() => selected(visitor)).toBe('2 selected');
    await fingers.draw(later, { x: later.x, y: 760 });
    /* Beyond what was on the page when the finger came down. */
    await expect.poll(async () => Number.parseInt((await selected(visitor)) ?? '', 10)).toBeGreaterThan(40);
    await fingers.draw({ x: later.x, y: 760 }, { x: first.x, y: 400 });
    await fingers.up();
    /* The selection stays, and a finger scrolls again. */
    const before = { top: await scrolled(visitor), selected: await selected(visitor) };
    await fingers.swipe({ x: 200, y: 600 }, { x: 200, y: 300 });
    await expect.poll(() => scrolled(visitor)).toBeGreaterThan(before.top + 100);
    expect(await selected(visitor)).toBe(before.selected);
  });
}

it('selects nothing while a finger scrolls', async () => {
  const { visitor, fingers } = await open('list');
  const from = await fingers.middle(row(visitor, 6));
  await fingers.swipe(from, { x: from.x, y: from.y - 300 });
  await expect.poll(() => scrolled(visitor)).toBeGreaterThan(100);
  expect(await visitor.page.locator('main [aria-selected=true]').count()).toBe(0);
});

it('asks for a list again when it is pulled down at its top, an empty one too', async () => {
  const { visitor, fingers } = await open('list', 'Pulled');
  const { page } = visitor;
  const client = await world().client();
  /* Nobody tells of changes: only asking again brings them. */
  await page.route('**/api/v4/file/events*', (route) => route.abort());
  visitor.expectComplaint(/Failed to load resource|ERR_FAILED/);
  await visitor.openFolder('Pulled');
  await ready(visitor);
  await client.putContent(my('Pulled', 'First.txt'), 'first');
  const [from, to] = [
    { x: 200, y: 250 },
    { x: 200, y: 500 },
  ];
  /* What is said gives way to what is said next. */
  await page.evaluate(() => {
    const told = new Set<string>();
    Object.assign(window, { told });
    const listen = () => {
      for (const each of document.querySelectorAll('[role=status]')) told.add(each.textContent ?? '');
    };
    new MutationObserver(listen).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const said = (text: string) =>
    expect
      .poll(() => page.evaluate(() => [...(window as unknown as { told: Set<string> }).told].join('\n')))
      .toContain(text);
  await fingers.swipe(from, to);
  await visitor.item('First.txt').waitFor();
  await said('The list is up to date.');
  await client.putContent(my('Pulled', 'Second.txt'), 'second');
  /* Too short a pull is none. */
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/v4/file?') && asked.push(request.url()));
  await fingers.swipe(from, { x: 200, y: 290 });
  await expect.poll(() => page.locator('.pull-disc.is-rest').count()).toBe(1);
  expect(asked).toEqual([]);
  /* The disc turns until the answer is there. */
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/v4/file?*', async (route) => {
    await held;
    await route.continue();
  });
  await ready(visitor);
  await fingers.swipe(from, to);
  await page.locator('.pull-disc.is-busy').waitFor();
  answer();
  await visitor.item('Second.txt').waitFor();
  await expect.poll(() => page.locator('.pull-disc.is-rest').count()).toBe(1);
});

const tray = (visitor: Visitor, name: string) => visitor.page.getByRole('group', { name: `Actions for ${name}` });
/** A point of a row, so far from where its line starts. */
async function at(visitor: Visitor, name: string, x: number) {
  const box = await visitor.item(name).boundingBox();
  if (!box) throw new Error(`${name} is not on the page.`);
  return { x, y: box.y + box.height / 2 };
}

it('uncovers actions of a row that is swiped, and selects it the other way', async () => {
  const { visitor, fingers } = await open('list', 'Swiped');
  const { page } = visitor;
  const [left, right] = [await at(visitor, 'Two.txt', 60), await at(visitor, 'Two.txt', 340)];
  /* Not far enough, and let go of: back it goes. */
  await fingers.swipe(right, { ...right, x: 300 }, 12);
  await expect.poll(() => page.locator('.tray').count()).toBe(0);
  await fingers.swipe(right, left);
  await expect
    .poll(() => tray(visitor, 'Two.txt').getByRole('button').allTextContents())
    .toEqual(['Share', 'Download', 'Move', 'Trash']);
  /* A tap elsewhere closes them, and opens nothing. */
  await fingers.down(await at(visitor, 'One.txt', 100));
  await fingers.up();
  await expect.poll(() => page.locator('.tray').count()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await fingers.swipe(left, right);
  await expect.poll(() => selected(visitor)).toBe('1 selected');
  await fingers.swipe(left, right);
  await expect.poll(() => page.locator('main [aria-selected=true]').count()).toBe(0);
  /* To the trash, and back. */
  await fingers.swipe(right, left);
  await tray(visitor, 'Two.txt').getByRole('button', { name: 'Trash' }).click();
  await expect.poll(() => visitor.item('Two.txt').count()).toBe(0);
  await visitor.notice.getByRole('button', { name: /^Undo/ }).click();
  await visitor.item('Two.txt').waitFor();
});

it('swipes the other way where one reads from right to left', async () => {
  const { visitor, fingers } = await open('list', 'Swiped');
  await visitor.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const [left, right] = [await at(visitor, 'One.txt', 60), await at(visitor, 'One.txt', 340)];
  await fingers.swipe(left, right);
  await tray(visitor, 'One.txt').getByRole('button', { name: 'Download' }).waitFor();
  const box = await tray(visitor, 'One.txt').boundingBox();
  await expect.poll(async () => (await tray(visitor, 'One.txt').boundingBox())?.x).toBe(0);
  expect(box?.width).toBeGreaterThan(200);
});

it('drags sheets away, and gives the focus back', async () => {
  const { visitor, fingers } = await open('list', 'Swiped');
  const { page } = visitor;
  const more = page.getByRole('button', { name: 'More for One.txt' });
  const menu = page.getByRole('menu');
  const handle = page.locator('.menu .grab');
  const rest = async () => {
    /* Where it has come to rest: sheets come in from below. */
    let before = -1;
    await expect
      .poll(async () => {
        const y = (await handle.boundingBox())?.y ?? -2;
        const stands = y === before;
        before = y;
        return stands;
      })
      .toBe(true);
    return fingers.middle(handle);
  };
  await more.tap();
  const place = await rest();
  /* Drawn a little and held: it goes back. */
  await fingers.down(place);
  await fingers.draw(place, { x: place.x, y: place.y + 60 });
  await expect.poll(async () => Math.round((await fingers.middle(handle)).y - place.y)).toBe(60);
  await fingers.draw({ x: place.x, y: place.y + 60 }, { x: place.x, y: place.y + 40 });
  await fingers.up();
  expect(await rest()).toEqual(place);
  await fingers.swipe(place, { x: place.x, y: 830 }, 3);
  await expect.poll(() => menu.count()).toBe(0);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('More for One.txt');
  /* A dialog too, from anywhere on it. */
  await visitor.choose(visitor.button('New').filter({ visible: true }), 'New folder');
  const dialog = visitor.dialog('New folder');
  await fingers.swipe(await fingers.middle(dialog.getByRole('heading')), { x: 200, y: 840 }, 3);
  await expect.poll(() => dialog.count()).toBe(0);
});

it('takes photos and keeps all of them', async () => {
  const { visitor } = await open('list', 'Camera', { timezoneId: 'UTC' });
  const { page } = visitor;
  /* Two within a second. */
  await page.clock.setFixedTime(new Date('2026-03-04T07:30:09Z'));
  const shoot = async (look: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      visitor.choose(visitor.button('New').filter({ visible: true }), 'Take a photo'),
    ]);
    expect(await chooser.element().getAttribute('capture')).toBe('environment');
    expect(chooser.isMultiple()).toBe(false);
    await chooser.setFiles({ name: 'image.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(look) });
  };
  await shoot('first');
  await visitor.item('IMG_20260304_073009.jpg').waitFor();
  await page.locator('.uploads .grab').waitFor();
  await page.locator('.uploads header').getByRole('button').last().tap();
  await shoot('second');
  await visitor.item('IMG_20260304_073009 (2).jpg').waitFor();
});

it('zooms pictures with two fingers, moves them with one, and swipes to the next and away', async () => {
  const { visitor, fingers } = await open('list', 'Photos');
  const { page } = visitor;
  await visitor.item('Dawn.png').tap();
  const stage = page.locator('.picture-stage');
  const picture = page.getByRole('img', { name: /Dawn/ });
  await picture.waitFor();
  const box = async () => (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await expect.poll(async () => (await box()).width).toBeGreaterThan(300);
  const { width } = await box();
  const { x, y } = await fingers.middle(stage);
  await fingers.down({ x: x - 40, y }, { x: x + 40, y });
  for (const spread of [60, 80, 100, 120]) await fingers.to({ x: x - spread, y }, { x: x + spread, y });
  await fingers.up();
  await expect.poll(async () => Math.round(((await box()).width / width) * 10)).toBe(30);
  const before = await box();
  await fingers.swipe({ x, y }, { x: x + 100, y: y - 50 });
  await expect.poll(async () => Math.round((await box()).x - before.x)).toBe(100);
  expect(Math.round((await box()).y - before.y)).toBe(-50);
  /* Closer than it was: it fits again. */
  await fingers.down({ x: x - 150, y }, { x: x + 150, y });
  for (const spread of [110, 80, 50, 20]) await fingers.to({ x: x - spread, y }, { x: x + spread, y });
  await fingers.up();
  await expect.poll(async () => Math.round((await box()).width)).toBe(Math.round(width));
  const heading = (name: RegExp) => page.getByRole('heading', { name }).waitFor();
  await fingers.swipe({ x: 300, y }, { x: 60, y });
  await heading(/Noon/);
  await page.getByRole('img', { name: /Noon/ }).waitFor();
  await fingers.swipe({ x: 60, y }, { x: 300, y });
  await heading(/Dawn/);
  await picture.waitFor();
  /* Let go of early: it stays. */
  await fingers.down({ x, y });
  await fingers.draw({ x, y }, { x, y: y + 50 });
  await expect.poll(async () => Math.round((await box()).width)).toBe(Math.round(width));
  await fingers.draw({ x, y: y + 50 }, { x, y: y + 20 });
  await fingers.up();
  await heading(/Dawn/);
  await fingers.swipe({ x, y }, { x, y: y + 300 });
  await expect.poll(() => page.locator('dialog.preview').count()).toBe(0);
  await visitor.inFolder('Photos');
});

it('has a rail and 44 pixels for each finger on a tablet, where resting selects and drags nothing away', async () => {
  const { visitor, fingers } = await open('list', 'Swiped', tablet);
  const { page } = visitor;
  const rail = page.getByRole('navigation', { name: 'Main' });
  expect((await rail.boundingBox())?.width).toBe(72);
  expect(await smallTargets(page)).toEqual([]);
  const [from, to] = [await fingers.middle(row(visitor, 0)), await fingers.middle(row(visitor, 1))];
  await fingers.down(from);
  await expect.poll(() => selected(visitor)).toBe('1 selected');
  await fingers.draw(from, to);
  await expect.poll(() => selected(visitor)).toBe('2 selected');
  await fingers.up();
  await expect.poll(() => page.getByRole('toolbar').getByRole('button').count()).toBeGreaterThan(5);
  expect(await smallTargets(page)).toEqual([]);
});
