import { expect, it } from 'vitest';
import { phone } from './lib/devices.ts';
import { Fingers } from './lib/fingers.ts';
import { mira } from './lib/people.ts';
import { forEach, my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const noteOf = (index: number) => `Note ${String(index).padStart(3, '0')}.txt`;
const notes = Array.from({ length: 300 }, (_, index) => noteOf(index));

const world = useWorld(async (_, client) => {
  await seedNames(client, 'Notes', notes);
  for (const folder of ['Swiped', 'Pulled']) await client.mkdir(my(folder));
  await forEach(['One.txt', 'Two.txt', 'Three.txt'], (name) => client.putContent(my('Swiped', name), name));
});

/** Gestures come after the first list. */
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
  const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor({ state: 'attached' });
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
