import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

/* More than two pages of the list: 200, and 2,000 at a time after that. */
const count = 4600;
const nameOf = (index: number) => `Note ${String(index).padStart(4, '0')}.txt`;

const world = useWorld(async (_, client) => {
  await seedNames(
    client,
    'Large',
    Array.from({ length: count }, (_, index) => nameOf(index)),
  );
});

/** Opens the large folder while nothing after its first page is answered. */
async function withFirstPage(): Promise<{ visitor: Visitor; answer: () => void }> {
  const visitor = await world().visit({ as: mira });
  const answer = await visitor.hold(/next_page_token/);
  await visitor.openFolder('Large');
  await visitor.item(nameOf(0)).waitFor();
  await visitor.files.focus();
  return { visitor, answer };
}

const heightOf = (visitor: Visitor) => visitor.page.locator('main').evaluate((stage) => stage.scrollHeight);
const isChosen = (visitor: Visitor, index: number) =>
  visitor
    .item(nameOf(index))
    .getAttribute('aria-selected', { timeout: 1000 })
    .catch(() => 'not there');

it('fetches the rest by itself, so that the scroll bar and the count tell the truth', async () => {
  const { visitor, answer } = await withFirstPage();
  const before = await heightOf(visitor);
  answer();
  await visitor.page.getByText('4,600 items').waitFor();
  await expect.poll(() => heightOf(visitor)).toBeGreaterThan(before * 20);
  await expect.poll(() => visitor.files.getAttribute('aria-rowcount')).toBe(String(count + 1));
  await visitor.page.locator('main').evaluate((stage) => stage.scrollTo(0, stage.scrollHeight / 2));
  await expect
    .poll(async () => {
      const names = await visitor.page.locator('main [data-id] .name').allTextContents();
      return names.some((name) => name.startsWith('Note 23') || name.startsWith('Note 22'));
    })
    .toBe(true);
});

it('goes to the very last file with one press of End, and back with Home', async () => {
  const { visitor, answer } = await withFirstPage();
  await visitor.press('End');
  answer();
  await expect.poll(() => isChosen(visitor, count - 1), { timeout: 20_000 }).toBe('true');
  await visitor.press('Home');
  await expect.poll(() => isChosen(visitor, 0)).toBe('true');
});

it('finds what is typed among what was not loaded yet', async () => {
  const { visitor, answer } = await withFirstPage();
  await visitor.typeAtOnce('note 4321');
  answer();
  await expect.poll(() => isChosen(visitor, 4321), { timeout: 20_000 }).toBe('true');
});

it('selects everything in the folder, and says how many and how much that is', async () => {
  const { visitor, answer } = await withFirstPage();
  await visitor.press('Control+a');
  answer();
  await visitor.page.getByText('4,600 selected').waitFor();
  await visitor.press('Escape');
  await expect.poll(() => visitor.page.locator('main [aria-selected=true]').count()).toBe(0);
});
