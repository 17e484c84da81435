import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addPolicy, look } from '../tests/lib/offline.ts';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { artifacts } from './lib/paths.ts';
import { mira, noor, signedUp } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (world, client) => {
  await signedUp(world.base, noor);
  await client.mkdir(my('Archive', 'Old letters'));
  await client.putContent(my('Archive', 'before.txt'), 'was here before');
});

/** Another storage policy; it is there already when a test before has brought it. */
async function withLargeDisks(): Promise<void> {
  const known = look(join(world().folder, 'data'), 'select name from policies where name = ?', 'Large disks');
  if (known.length === 0) await world().restart((dataDir) => addPolicy(dataDir, 'Large disks'));
}

const storageOf = async (...path: string[]) => {
  const client = await world().client();
  const { extended_info: facts } = await client.call('getFileInfo', { query: { uri: my(...path), extended: true } });
  return { name: facts?.storage_policy?.name, isInherited: facts?.storage_policy_inherited ?? false };
};
const details = (visitor: Visitor, name: string) =>
  visitor.page.getByRole('complementary', { name: `Details of ${name}` });
const opened = async (visitor: Visitor, name: string) => {
  await visitor.item(name).locator('.name').click();
  await visitor.press('Alt+Enter');
  await details(visitor, name).waitFor();
};

it('tells of the storage, but offers no choice where there is none', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await opened(visitor, 'Archive');
  await details(visitor, 'Archive').getByText('Default storage policy, as the folder above').waitFor();
  await visitor.settled();
  expect(await visitor.button(/^Storage:/).count()).toBe(0);
});

it('lets new files of a folder go elsewhere, says so, and takes it back', async () => {
  await withLargeDisks();
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder();
  await opened(visitor, 'Archive');
  await visitor.button('Storage: Default storage policy, as the folder above').click();
  await visitor.page.getByRole('menuitemradio', { name: 'As the folder above', checked: true }).waitFor();
  await visitor.page.screenshot({ path: join(artifacts, 'storage-menu.png') });
  expect(await violationsOf(visitor.page)).toEqual([]);
  await visitor.page.getByRole('menuitemradio', { name: 'Large disks' }).click();
  await visitor.notice.getByText('New files in “Archive” go to Large disks now').waitFor();
  await visitor.button('Storage: Large disks').waitFor();
  expect(await storageOf('Archive')).toEqual({ name: 'Large disks', isInherited: false });

  const client = await world().client();
  await client.putContent(my('Archive', 'after.txt'), 'came later');
  expect((await storageOf('Archive', 'after.txt')).name).toBe('Large disks');
  expect((await storageOf('Archive', 'before.txt')).name).toBe('Default storage policy');
  expect(await storageOf('Archive', 'Old letters')).toEqual({ name: 'Large disks', isInherited: true });
  expect(await (await fetch(await client.downloadUrl(my('Archive', 'after.txt')))).text()).toBe('came later');

  await visitor.press('Control+z');
  await visitor.button('Storage: Default storage policy, as the folder above').waitFor();
  expect((await storageOf('Archive')).isInherited).toBe(true);
});

it('follows the folder above again, and says when it could not be changed', async () => {
  await withLargeDisks();
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Archive');
  await opened(visitor, 'Old letters');
  await visitor.button(/^Storage:/).focus();
  await visitor.press('Enter');
  await visitor.page.getByRole('menuitemradio', { name: 'Large disks' }).click();
  await visitor.button('Storage: Large disks').waitFor();
  await visitor.button('Storage: Large disks').click();
  await visitor.page.getByRole('menuitemradio', { name: 'As the folder above' }).click();
  await visitor.notice.getByText('New files in “Old letters” go where those of the folder above go').waitFor();
  await visitor.button('Storage: Default storage policy, as the folder above').waitFor();
  expect((await storageOf('Archive', 'Old letters')).isInherited).toBe(true);

  visitor.expectComplaint(/policy/);
  await visitor.page.route('**/api/v4/file/policy', (route) => route.abort());
  await visitor.button(/^Storage:/).click();
  await visitor.page.getByRole('menuitemradio', { name: 'Large disks' }).click();
  await visitor.notice.getByText('The storage of “Old letters” was not changed').waitFor();
  await visitor.button('Storage: Default storage policy, as the folder above').waitFor();
});

for (const [theme, browser] of [
  ['dark', {}],
  ['phone', phone],
  ['chinese', { locale: 'zh-CN' }],
] as const) {
  it(`has no barriers, ${theme}`, async () => {
    await withLargeDisks();
    const preferences = { theme: theme === 'dark' ? 'dark' : 'light', details: theme !== 'phone' };
    const visitor = await world().visit({ as: mira, preferences, browser });
    await visitor.open('/files');
    const archive = visitor.item('Archive');
    if (theme === 'phone') {
      await visitor.button('More for Archive').click();
      await visitor.page.getByRole('menuitem', { name: 'Details' }).click();
    } else await archive.locator('.name').click();
    await visitor.page.locator('button.storage-choice').click();
    await visitor.page.getByRole('menuitemradio', { name: 'Large disks' }).waitFor();
    await visitor.page.screenshot({ path: join(artifacts, `storage-${theme}.png`) });
    expect(await violationsOf(visitor.page)).toEqual([]);
  });
}
