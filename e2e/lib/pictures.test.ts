import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedBrowser } from './browser.ts';
import { compare, fromPng, type Picture, shrink, toPng } from './pictures.ts';

/** A page much like one of the app: a bar, a side, a sheet with rows, one solid button. */
const html = `<!doctype html><style>
  body { margin: 0; font: 14px/20px "Liberation Sans", sans-serif; background: #eef2ee; color: #16211b; }
  header { display: flex; gap: 12px; padding: 12px 24px; align-items: center; }
  header b { flex: 1; }
  button { font: inherit; padding: 6px 14px; border: 1px solid #b9c4bc; border-radius: 8px; background: none; }
  .solid { background: #17603f; color: #fff; border: 0; }
  nav { position: absolute; top: 64px; inset-inline-start: 24px; line-height: 36px; }
  main { position: absolute; inset: 64px 0 0 200px; background: #fbfdfb; border-radius: 32px 0 0 0; padding: 24px 40px; }
  li { display: flex; height: 44px; align-items: center; list-style: none; }
  li span { flex: 1; }
  ul { padding: 0; }
  svg { fill: none; stroke: #47564d; stroke-width: 1.5; }
</style>
<header><b>My files</b><button id="share">Share</button><button class="solid" id="new">New</button>
<svg id="icon" width="20" height="20"><path d="M4 6h12M4 10h12M4 14h12"/></svg></header>
<nav>My files<br>Shared with me<br>Trash</nav>
<main><h1>Lake house</h1><ul>${['Contract.pdf', 'Meadow at noon.png', 'Plans', 'Shore at dawn.png', 'Terrace.pptx']
  .map((name) => `<li><span>${name}</span>14 Sep 2025</li>`)
  .join('')}</ul></main>`;

let page: Page;

beforeAll(async () => {
  page = await (await sharedBrowser()).newPage({ viewport: { width: 800, height: 480 } });
});
afterAll(() => page.close());

/** The page as it is drawn with some more style. */
async function drawn(style = ''): Promise<Picture> {
  await page.setContent(`${html}<style>${style}</style>`);
  return shrink(await page.screenshot());
}

describe('two pictures show the same', () => {
  it.each([
    ['when nothing changed', ''],
    ['when a text stands one pixel lower', 'li { position: relative; top: 1px; }'],
    ['when a text stands one pixel further', 'li { position: relative; left: 1px; }'],
    ['when all text stands half a pixel elsewhere', 'main, nav, header { transform: translate(0.5px, 0.5px); }'],
    [
      'when letters are drawn softer',
      'body { -webkit-font-smoothing: antialiased; text-rendering: geometricPrecision; }',
    ],
    ['when letters run a little wider', 'li { letter-spacing: 0.06px; }'],
    ['when corners are rounder by a pixel', 'button { border-radius: 9px; }'],
  ])('%s', async (_, style) => {
    expect(compare(await drawn(), await drawn(style)).reason).toBeUndefined();
  });
});

describe('two pictures do not show the same', () => {
  it.each([
    ['when a button is missing', '#share { visibility: hidden; }'],
    ['when an icon is missing', '#icon { visibility: hidden; }'],
    ['when a word is missing', 'li:nth-child(3) span { visibility: hidden; }'],
    ['when the button has another colour', '.solid { background: #1d4d8f; }'],
    ['when the button has lost its colour', '.solid { background: none; }'],
    ['when the sheet has another tint', 'main { background: #f1f3f1; }'],
    ['when text is fainter', 'nav { color: #8a948d; }'],
    ['when everything is 8 pixels lower', 'main { top: 72px; }'],
    ['when the rows are 8 pixels further', 'li { padding-inline-start: 8px; }'],
    ['when one row is 8 pixels higher', 'li:first-child { height: 52px; }'],
    ['when it runs from right to left', 'html { direction: rtl; }'],
  ])('%s', async (_, style) => {
    const { reason, marked } = compare(await drawn(), await drawn(style));
    expect(reason).toMatch(/places differ|another colour/);
    expect(marked).toBeDefined();
  });

  it('when their sizes differ', async () => {
    const wide = await drawn();
    await page.setViewportSize({ width: 400, height: 480 });
    const narrow = await drawn();
    await page.setViewportSize({ width: 800, height: 480 });
    expect(compare(wide, narrow)).toEqual({
      reason: 'it measures 400 x 480 instead of 800 x 480 pixels',
      marked: undefined,
    });
  });
});

it('keeps a picture as a small file without loss', async () => {
  const picture = await drawn();
  const file = toPng(picture);
  expect(fromPng(file)).toEqual(picture);
  expect(file.length).toBeLessThan(12_000);
});
