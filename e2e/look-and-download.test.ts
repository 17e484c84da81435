import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Download } from 'playwright-core';
import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';
import { unzip } from './lib/zip.ts';

const numbers = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, index) => (index * index) % 251));

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Things', 'Inner', 'Empty'));
  const picture = png(320, 200, (x, y) => [40, Math.round(90 + 120 * x), Math.round(60 + 120 * y)]);
  await client.putContent(my('Things', 'forest.png'), new Uint8Array(picture));
  await client.putContent(my('Things', 'meadow.png'), new Uint8Array(picture));
  await client.putContent(my('Things', 'poem.txt'), 'Over all the hilltops\nis peace 山水\n');
  await client.putContent(my('Things', 'numbers.bin'), new Uint8Array(numbers));
  await client.putContent(my('Things', 'Inner', '中文 & more.txt'), 'inside');
});

async function look(): Promise<Visitor> {
  const visitor = await world().visit({ as: mira, browser: { acceptDownloads: true } });
  await visitor.openFolder('Things');
  await visitor.item('poem.txt').waitFor();
  return visitor;
}

const bytesOf = async (download: Download) => readFile(await download.path());

async function downloadOf(visitor: Visitor, ...names: string[]): Promise<Download> {
  for (const [index, name] of names.entries()) {
    await visitor.item(name).click(index > 0 ? { modifiers: ['Control'] } : {});
  }
  const begun = visitor.page.waitForEvent('download');
  await visitor.page.getByRole('toolbar', { name: 'Actions for the selection' }).getByText('Download').first().click();
  return begun;
}

it('shows a picture, steps to the next, and closes with Escape', async () => {
  const visitor = await look();
  await visitor.item('forest.png').dblclick();
  const shown = (name: string) => visitor.page.getByRole('img', { name: new RegExp(name) }).first();
  await shown('forest.png').waitFor();
  await expect
    .poll(() =>
      visitor.page.evaluate(() => [...document.images].some((image) => image.complete && image.naturalWidth === 320)),
    )
    .toBe(true);
  expect(new URL(visitor.page.url()).searchParams.get('open')).toBe('forest.png');
  await visitor.press('ArrowRight');
  await shown('meadow.png').waitFor();
  expect(new URL(visitor.page.url()).searchParams.get('open')).toBe('meadow.png');
  await visitor.press('Escape');
  await expect.poll(() => new URL(visitor.page.url()).search).toBe('');
  await visitor.item('poem.txt').waitFor();
});

it('shows text', async () => {
  const visitor = await look();
  await visitor.item('poem.txt').click();
  await visitor.press('Space');
  await visitor.page.getByText('is peace 山水').waitFor();
  await visitor.press('Space');
  await visitor.page.getByText('is peace 山水').waitFor({ state: 'detached' });
});

it('opens an address that names a file', async () => {
  const visitor = await world().visit({ as: mira });
  await visitor.open('/files/Things?open=poem.txt');
  await visitor.page.getByText('is peace 山水').waitFor();
});

it('downloads one file under its name, byte for byte', async () => {
  const download = await downloadOf(await look(), 'numbers.bin');
  expect(download.suggestedFilename()).toBe('numbers.bin');
  expect((await bytesOf(download)).equals(numbers)).toBe(true);
});

it('downloads a folder as zip, with all files that are in it', async () => {
  const download = await downloadOf(await look(), 'Inner', 'poem.txt');
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const files = await unzip(await bytesOf(download));
  expect([...files.keys()].sort()).toEqual(['Inner/中文 & more.txt', 'poem.txt']);
  expect(files.get('Inner/中文 & more.txt')?.toString()).toBe('inside');
  expect(files.get('poem.txt')?.toString()).toBe('Over all the hilltops\nis peace 山水\n');
});

it('answers ranges, conditions and HEAD of plain HTTP clients', async () => {
  const client = await world().client();
  const link = await client.downloadUrl(my('Things', 'numbers.bin'), { download: true });
  const part = await fetch(link, { headers: { range: 'bytes=1000-1999' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 1000-1999/100000');
  expect(Buffer.from(await part.arrayBuffer()).equals(numbers.subarray(1000, 2000))).toBe(true);
  const tail = await fetch(link, { headers: { range: 'bytes=-10' } });
  expect(Buffer.from(await tail.arrayBuffer()).equals(numbers.subarray(-10))).toBe(true);
  const beyond = await fetch(link, { headers: { range: 'bytes=100000-' } });
  expect(beyond.status).toBe(416);
  await beyond.body?.cancel();
  const head = await fetch(link, { method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe('100000');
  const etag = head.headers.get('etag');
  const known = await fetch(link, { headers: { 'if-none-match': etag ?? '' } });
  expect(known.status).toBe(304);
  const whole = await fetch(link);
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(new Uint8Array(await whole.arrayBuffer()))).toBe(hash(numbers));
});

it('refuses a link that was tampered with', async () => {
  const client = await world().client();
  const link = new URL(await client.downloadUrl(my('Things', 'poem.txt')));
  const sign = link.searchParams.get('sign') ?? '';
  link.searchParams.set(
    'sign',
    sign.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
  );
  const answer = await fetch(link);
  expect(await answer.text()).not.toContain('peace');
});
