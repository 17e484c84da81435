import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { wav } from './lib/recordings.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Media'));
  const put = (name: string, content: Uint8Array<ArrayBuffer> | string) =>
    client.putContent(my('Media', name), content);
  await put('clip.webm', new Uint8Array(await readFile(new URL('fixtures/clip.webm', import.meta.url))));
  await put('clip.en.srt', '1\n00:00:00,000 --> 00:00:11,000\nBy the lake\n');
  await put('odd.mp4', 'no film at all');
  await put('1 morning.wav', wav(3, 330));
  await put('2 evening.wav', wav(60, 220));
  await client.mkdir(my('Pictures'));
  for (const [index, name] of ['a.png', 'b.png', 'c.png'].entries()) {
    const picture = png(600, 300, (x, y) => [40 + index * 60, Math.round(200 * x), Math.round(200 * y)]);
    await client.putContent(my('Pictures', name), new Uint8Array(picture));
  }
  await client.putContent(my('Pictures', 'd.png'), 'no picture at all');
});

async function look(folder: string, name: string): Promise<Visitor> {
  const visitor = await world().visit({ as: mira });
  await visitor.open(`/files/${folder}?open=${encodeURIComponent(name)}`);
  await visitor.button('Close preview').waitFor();
  return visitor;
}

const timeOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLVideoElement>('video, audio')?.currentTime ?? -1);
const isPaused = (page: Page) => page.evaluate(() => document.querySelector<HTMLVideoElement>('video, audio')?.paused);
/** Once there is something to play; a browser may have begun already, or not. */
async function loaded(visitor: Visitor): Promise<void> {
  await visitor.page.waitForFunction(
    () => (document.querySelector<HTMLVideoElement>('video, audio')?.readyState ?? 0) >= 2,
  );
}
async function pause(visitor: Visitor): Promise<void> {
  await expect
    .poll(async () => {
      if (!(await isPaused(visitor.page))) await visitor.press('k');
      return isPaused(visitor.page);
    })
    .toBe(true);
}

it('plays a video by the keys, with subtitles that lie beside it, and remembers where one was', async () => {
  const visitor = await look('Media', 'clip.webm');
  await loaded(visitor);
  await pause(visitor);
  const before = await timeOf(visitor.page);
  await visitor.press('ArrowRight');
  await expect.poll(() => timeOf(visitor.page)).toBeGreaterThanOrEqual(before + 4.9);
  await visitor.press('m');
  await visitor.button('Sound on').waitFor();
  await visitor.press('>');
  await expect.poll(() => visitor.page.evaluate(() => document.querySelector('video')?.playbackRate)).toBe(1.25);
  await visitor.button('Subtitles').click();
  await visitor.page.getByRole('menuitemradio', { name: 'en' }).click();
  await expect
    .poll(() => visitor.page.evaluate(() => document.querySelector('video')?.textTracks[0]?.activeCues?.length ?? 0))
    .toBe(1);
  expect(await violationsOf(visitor.page)).toEqual([]);
  const slider = visitor.page.getByRole('slider', { name: 'Position' });
  await slider.press('ArrowLeft');
  await expect.poll(() => timeOf(visitor.page)).toBeLessThan(before + 1);
  await slider.press('ArrowRight');
  await expect.poll(() => timeOf(visitor.page)).toBeGreaterThan(before + 4.5);
  /* To the next file and back: Shift and an arrow, because the arrows alone wind. */
  await visitor.press('Shift+ArrowRight');
  await visitor.page.getByText(/This browser can’t play it/).waitFor();
  await visitor.press('ArrowLeft');
  await loaded(visitor);
  await expect.poll(() => timeOf(visitor.page)).toBeGreaterThan(before + 4.4);
});

it('says plainly that a recording can’t be played, and offers it for download', async () => {
  const visitor = await look('Media', 'odd.mp4');
  await visitor.page.getByText(/This browser can’t play it/).waitFor();
  await visitor.page.locator('.plain').getByRole('button', { name: 'Download' }).waitFor();
});

it('plays the sounds of a folder one after another', async () => {
  const visitor = await look('Media', '1 morning.wav');
  const queue = visitor.page.getByRole('region', { name: 'In this folder' });
  await loaded(visitor);
  expect(await violationsOf(visitor.page)).toEqual([]);
  if (await isPaused(visitor.page)) await visitor.press('Space');
  await queue.locator('[aria-current=true]', { hasText: '2 evening' }).waitFor();
  await loaded(visitor);
  await expect.poll(() => timeOf(visitor.page)).toBeGreaterThan(0);
});

it('goes on with a new link when the one that plays has ended', async () => {
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/Failed to load resource/);
  let links = 0;
  let ended = '';
  await visitor.page.route('**/api/v4/file/content/**', async (route) => {
    const url = route.request().url();
    /* What the drive answers to a link that is over. */
    if (url === ended) await route.fulfill({ status: 200, json: { code: 40005, msg: 'This link has expired.' } });
    else await route.continue();
  });
  visitor.page.on('request', (request) => {
    if (request.url().includes('/api/v4/file/url')) links++;
  });
  await visitor.open('/files/Media?open=2%20evening.wav');
  await loaded(visitor);
  await pause(visitor);
  const before = links;
  ended = await visitor.page.evaluate(() => {
    const sound = document.querySelector('audio');
    const { src = '' } = sound ?? {};
    if (sound) sound.currentTime = 30;
    return src;
  });
  await visitor.page.waitForFunction(() => document.querySelector('audio')?.seeking === false);
  await visitor.page.getByText('0:30').waitFor();
  /* As if the browser had to ask again in the middle. */
  await visitor.page.evaluate(() => document.querySelector('audio')?.load());
  await expect.poll(() => links).toBeGreaterThan(before);
  await loaded(visitor);
  await expect.poll(() => visitor.page.evaluate(() => document.querySelector('audio')?.src)).not.toBe(ended);
  await expect.poll(() => timeOf(visitor.page)).toBeGreaterThanOrEqual(30);
});

it('turns and zooms a picture, and has its neighbours ready before one steps to them', async () => {
  const visitor = await world().visit({ as: mira });
  const asked: string[] = [];
  visitor.page.on('request', (request) => {
    if (request.url().includes('/api/v4/file/content/'))
      asked.push(decodeURIComponent(new URL(request.url()).pathname));
  });
  await visitor.open('/files/Pictures?open=a.png');
  const picture = (name: string) => visitor.page.getByRole('img', { name: `Picture ${name}` });
  await picture('a.png').waitFor();
  await expect.poll(() => asked.some((path) => path.endsWith('b.png'))).toBe(true);
  await visitor.settled();
  await visitor.press('r');
  await expect
    .poll(async () => {
      const box = await picture('a.png').boundingBox();
      return box ? box.height / box.width : 0;
    })
    .toBeCloseTo(2, 1);
  await visitor.press('1');
  await visitor
    .button(/^100\s?%/)
    .or(visitor.button(/^200\s?%/))
    .waitFor();
  const before = asked.length;
  await visitor.press('ArrowRight');
  await picture('b.png').waitFor();
  expect(asked.slice(before).filter((path) => path.endsWith('b.png'))).toEqual([]);
  await visitor.press('End');
  await visitor.page.getByText(/This picture can’t be shown/).waitFor();
});
