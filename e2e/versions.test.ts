import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const colour = (red: number, green: number, blue: number) => new Uint8Array(png(320, 200, () => [red, green, blue]));

const world = useWorld(async (_, client) => {
  const put = (name: string, content: string | Uint8Array<ArrayBuffer>) => client.putContent(my(name), content);
  await put('Diary.md', '# Diary\n\nA fox came by.\nRain at noon.\n');
  await put('Diary.md', '# Diary\n\nTwo foxes came by.\nRain at noon.\nSun later.\n');
  await put('Wall.png', colour(200, 60, 40));
  await put('Wall.png', colour(40, 120, 80));
});

const details = (visitor: Visitor) => visitor.page.getByRole('complementary');

async function contentOf(name: string): Promise<string> {
  const answer = await fetch(await (await world().client()).downloadUrl(my(name)));
  return answer.text();
}

async function judge(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
  expect(await violationsOf(visitor.page), name).toEqual([]);
}

/** Opens the versions of a file from its menu. */
async function versionsOf(visitor: Visitor, name: string): Promise<void> {
  await visitor.openFolder();
  await visitor.item(name).click({ button: 'right' });
  await visitor.chooseMore('Versions');
  await details(visitor).getByText('Current').waitFor();
}

/** Chooses something from the menu of the older version. */
async function act(visitor: Visitor, entry: string): Promise<void> {
  await visitor.choose(
    details(visitor)
      .getByRole('button', { name: /^Actions for the version/ })
      .last(),
    entry,
  );
}

it('lists who saved what when, and looks at an old version', async () => {
  const visitor = await world().visit({ as: mira });
  await versionsOf(visitor, 'Diary.md');
  await expect.poll(() => details(visitor).locator('.versions li').count()).toBe(2);
  await expect.poll(() => details(visitor).locator('.versions').textContent()).toContain('You');
  await act(visitor, 'Open');
  await visitor.page.getByText('A fox came by.').waitFor();
  await visitor.page.getByText(/^version of /).waitFor();
  await visitor.press('Escape');
  await details(visitor).getByText('Current').waitFor();
});

it('makes an old version current, and takes it back', async () => {
  const visitor = await world().visit({ as: mira });
  await versionsOf(visitor, 'Diary.md');
  await act(visitor, 'Make current');
  await visitor.notice.getByText(/is current now$/).waitFor();
  await expect.poll(() => contentOf('Diary.md')).toContain('A fox');
  await visitor.notice.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => contentOf('Diary.md')).toContain('Two foxes');
});

it('compares text line by line, one below the other and side by side', async () => {
  const visitor = await world().visit({ as: mira, browser: { viewport: { width: 1440, height: 900 } } });
  await versionsOf(visitor, 'Diary.md');
  await act(visitor, 'Compare with current');
  const dialog = visitor.dialog('Compare versions of Diary.md');
  await dialog.getByText('2 lines added, 1 removed').waitFor();
  await expect.poll(() => dialog.locator('.is-removed mark').allTextContents()).toEqual(['A', 'fox']);
  await judge(visitor, 'versions-compare-text');
  await dialog.getByRole('button', { name: 'Side by side' }).click();
  await dialog.locator('.diff.is-paired').waitFor();
  await judge(visitor, 'versions-compare-text-side');
  await dialog.getByRole('combobox', { name: 'Before' }).selectOption({ index: 0 });
  await dialog.getByText('Choose two different versions').waitFor();
});

it('compares pictures with a slider that keys move', async () => {
  const visitor = await world().visit({ as: mira, preferences: { theme: 'dark' } });
  await versionsOf(visitor, 'Wall.png');
  await act(visitor, 'Compare with current');
  const dialog = visitor.dialog('Compare versions of Wall.png');
  const slider = dialog.getByRole('slider');
  await slider.focus();
  const before = await slider.inputValue();
  await visitor.press('ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect.poll(() => slider.inputValue()).not.toBe(before);
  await judge(visitor, 'versions-compare-picture');
  await dialog.getByRole('button', { name: 'Side by side' }).click();
  await expect.poll(() => dialog.getByRole('img').count()).toBe(2);
});

it('puts an old version beside the file as a copy', async () => {
  const visitor = await world().visit({ as: mira });
  await versionsOf(visitor, 'Diary.md');
  await act(visitor, 'Restore as a copy');
  await visitor.notice.getByText(/holds the version of/).waitFor();
  const client = await world().client();
  const names = async () =>
    (await client.call('listFiles', { query: { uri: String(my()) } })).files.map(({ name }) => name).sort();
  const copy = (await names()).find((name) => name.startsWith('Diary') && name !== 'Diary.md') ?? '';
  expect(await contentOf(copy)).toContain('A fox');
  await visitor.notice.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(names).toEqual(['Diary.md', 'Wall.png']);
});

it('deletes an old version for good, after asking', async () => {
  const visitor = await world().visit({ as: mira });
  await versionsOf(visitor, 'Wall.png');
  await act(visitor, 'Delete version');
  await visitor
    .dialog(/^Delete the version of/)
    .getByRole('button', { name: 'Delete version' })
    .click();
  await expect.poll(() => details(visitor).locator('.versions li').count()).toBe(1);
  await judge(visitor, 'versions');
});
