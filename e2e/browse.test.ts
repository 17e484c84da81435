import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my, seedNames } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const count = 2000;
const nameOf = (index: number) => `Note ${String(index).padStart(4, '0')}.txt`;

const world = useWorld(async (_, client) => {
  await seedNames(
    client,
    'Many',
    Array.from({ length: count }, (_, index) => nameOf(index)),
  );
  await client.mkdir(my('Letters', '2026', 'Spring & Summer, 50 %'));
  await client.putContent(my('Letters', 'small.txt'), 'a');
  await client.putContent(my('Letters', 'middle.txt'), 'b'.repeat(5000));
  await client.putContent(my('Letters', 'large.txt'), 'c'.repeat(9000));
});

const nodesOf = (visitor: Visitor) => visitor.page.evaluate(() => document.querySelectorAll('*').length);
const scrollTopOf = (visitor: Visitor) => visitor.page.evaluate(() => document.querySelector('#files')?.scrollTop ?? 0);

/** Names in the order they stand on the page. */
const namesOf = (visitor: Visitor) => visitor.page.locator('main [data-id] .name').allTextContents();

for (const view of ['list', 'grid']) {
  it(`shows ${count} files as ${view} with few nodes on the page, from the first to the last`, async () => {
    const visitor = await world().visit({ as: mira, preferences: { view } });
    await visitor.openFolder('Many');
    await visitor.item(nameOf(0)).waitFor();
    expect(await nodesOf(visitor)).toBeLessThanOrEqual(1500);
    await visitor.files.focus();
    await expect
      .poll(
        async () => {
          await visitor.press('End');
          return visitor.item(nameOf(count - 1)).isVisible();
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await visitor.press('Escape');
    await visitor.page.getByText('2,000 items').waitFor();
    expect(await nodesOf(visitor)).toBeLessThanOrEqual(1500);
    await visitor.press('Home');
    await visitor.item(nameOf(0)).waitFor();
  });
}

it('finds a file by the letters typed', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Letters');
  await visitor.files.focus();
  await visitor.typeAtOnce('mid');
  await expect.poll(() => visitor.item('middle.txt').getAttribute('aria-selected')).toBe('true');
});

it('sorts by the heads of the columns, in both directions', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Letters');
  const head = (name: string) => visitor.page.getByRole('columnheader', { name }).getByRole('button');
  await expect.poll(() => namesOf(visitor)).toEqual(['2026', 'large.txt', 'middle.txt', 'small.txt']);
  await head('Name').click();
  await expect.poll(() => namesOf(visitor)).toEqual(['2026', 'small.txt', 'middle.txt', 'large.txt']);
  await head('Size').click();
  await expect.poll(() => namesOf(visitor)).toEqual(['2026', 'small.txt', 'middle.txt', 'large.txt']);
  await head('Size').click();
  await expect.poll(() => namesOf(visitor)).toEqual(['2026', 'large.txt', 'middle.txt', 'small.txt']);
  const size = visitor.page.getByRole('columnheader', { name: 'Size' });
  await expect.poll(() => size.getAttribute('aria-sort')).toBe('descending');
});

it('walks down by opening folders and up by the path, with addresses a person can read', async () => {
  const visitor = await world().visit({ as: mira });
  const address = () => decodeURIComponent(new URL(visitor.page.url()).pathname);
  await visitor.openFolder();
  await visitor.item('Letters').dblclick();
  await visitor.inFolder('Letters');
  await visitor.item('2026').dblclick();
  await visitor.inFolder('2026');
  await visitor.item('Spring & Summer, 50 %').dblclick();
  await visitor.inFolder('Spring & Summer, 50 %');
  expect(address()).toBe('/files/Letters/2026/Spring & Summer, 50 %');
  const path = visitor.page.getByRole('navigation', { name: 'Folder path' });
  await path.getByRole('link', { name: 'Letters' }).click();
  await visitor.inFolder('Letters');
  expect(address()).toBe('/files/Letters');
  await visitor.page.reload();
  await visitor.inFolder('Letters');
  await visitor.item('large.txt').waitFor();
});

it('opens links of other clients', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open(`/home?path=${encodeURIComponent(my('Letters', '2026'))}`);
  await visitor.inFolder('2026');
  expect(new URL(visitor.page.url()).pathname).toBe('/files/Letters/2026');
  await visitor.open(`/home?path=${encodeURIComponent('cloudreve://trash')}`);
  await visitor.page.getByRole('heading', { name: 'Trash', exact: true }).waitFor();
});

it('goes back to where one was in a long folder', async () => {
  const client = await world().client();
  await client.mkdir(my('Many', 'Inner'));
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Many');
  await visitor.item(nameOf(0)).waitFor();
  await visitor.page.locator('#files').evaluate((stage) => {
    stage.scrollTop = 3000;
  });
  await expect.poll(() => visitor.item(nameOf(75)).isVisible()).toBe(true);
  await visitor.page.getByRole('link', { name: 'Trash' }).first().click();
  await visitor.page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  await visitor.page.goBack();
  await visitor.inFolder('Many');
  await visitor.item(nameOf(75)).waitFor();
  await expect.poll(() => scrollTopOf(visitor)).toBe(3000);
});

it('says so when an address leads nowhere', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files/Nowhere/At/All');
  await visitor.page.getByRole('heading', { name: 'This folder is not here' }).waitFor();
  await visitor.open('/no-such-page');
  await visitor.page.getByRole('heading', { name: 'No such page' }).waitFor();
});

it('finds a file of the folder through the palette', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.openFolder('Letters');
  await visitor.command('2026');
  await visitor.inFolder('2026');
});

it('asks once for the folder of an address, before the app is there', async () => {
  const visitor = await world().visit({ as: mira });
  /* A stream that opens late is a reason to ask again. */
  await visitor.hold('**/api/v4/file/events*');
  const asked: string[] = [];
  visitor.page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    /* What the app asks itself carries the id of its client. */
    const by = 'x-cr-client-id' in request.headers() ? ' by the app' : '';
    if (pathname === '/api/v4/file') asked.push(`${searchParams.get('uri')}${by}`);
  });
  await visitor.page.goto(`${world().base}/files/Letters/2026/${encodeURIComponent('Spring & Summer, 50 %')}`);
  await visitor.page.getByText('Nothing here yet').waitFor();
  expect(asked).toEqual(['cloudreve://my/Letters/2026/Spring%20%26%20Summer%2C%2050%20%25']);
  await visitor.page.goto(`${world().base}/files/Letters`);
  await visitor.item('small.txt').waitFor();
  expect(asked.slice(1)).toEqual(['cloudreve://my/Letters']);
});

it('opens a menu above what was said before', async () => {
  const visitor = await world().visit({ as: mira, browser: { viewport: { width: 900, height: 640 } } });
  await visitor.openFolder('Letters');
  await visitor.item('small.txt').click();
  await visitor.press('Control+d');
  await visitor.notice.getByText('small (2).txt').waitFor();
  const { x = 0, y = 0, width = 0 } = (await visitor.notice.boundingBox()) ?? {};
  await visitor.item('small.txt').click({ button: 'right', position: { x: x + width / 2 - 300, y: 10 } });
  const menu = visitor.page.getByRole('menu');
  await menu.waitFor();
  const top = () =>
    visitor.page.evaluate(
      (spot) => document.elementFromPoint(spot.x, spot.y)?.closest('[role=menu], .undo')?.className,
      { x: x + width / 2, y: y + 10 },
    );
  await expect.poll(top).toContain('menu');
});

it('leaves nothing behind of the folders that were looked at', async () => {
  const visitor = await world().visit({ as: mira });
  const line = await visitor.page.context().newCDPSession(visitor.page);
  await line.send('Performance.enable');
  const kept = async () => {
    await line.send('HeapProfiler.collectGarbage');
    const { metrics } = await line.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const lookInto = async (times: number) => {
    for (let time = 0; time < times; time++) {
      await visitor.item('Letters').dblclick();
      await visitor.inFolder('Letters');
      await visitor.page.goBack();
      await visitor.inFolder('My files');
    }
  };
  await visitor.openFolder();
  /* Until then parts of the app come that stay. */
  await lookInto(3);
  const { JSEventListeners: listeners = 0, Nodes: nodes = 0 } = await kept();
  await lookInto(10);
  /* A browser may be slow to give up what the last folder had. */
  const folders = 5;
  await expect.poll(async () => (await kept()).JSEventListeners).toBeLessThan(listeners + folders);
  await expect.poll(async () => (await kept()).Nodes).toBeLessThan(nodes * 1.5);
});
