import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '@canopy/client';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { artifacts, kept } from './lib/paths.ts';
import { mira, noor, type Person } from './lib/people.ts';
import { compare, fromPng, type Picture, shrink, toPng } from './lib/pictures.ts';
import { lostWhenNarrow } from './lib/reflow.ts';
import { type Stage, setStage } from './lib/stage.ts';
import { comeToRest, keepSteady } from './lib/steady.ts';
import { smallTargets } from './lib/targets.ts';
import { useWorld } from './lib/use-world.ts';
import type { View } from './lib/views/steps.ts';
import { views } from './lib/views.ts';
import type { Visitor } from './lib/visitor.ts';

/** In which light, on which device, and in which language a view is looked at. */
interface Look {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly browser: BrowserContextOptions;
  readonly direction?: 'rtl';
  /** The views that are looked at so; all when left out. */
  readonly pictures?: readonly string[];
  /** Whether nothing is lost of it in a window of 320 pixels. */
  readonly isNarrowed?: true;
  /** Whether a finger hits its controls. */
  readonly isTouched?: true;
  /** Whether axe judges them: a language or a direction changes little that it sees. */
  readonly isJudged?: false;
}

const desktop = { viewport: { width: 1280, height: 800 } };
const chinese = { locale: 'zh-CN' };
/** Those that are looked at by day, by night and on the phone; all others by day. */
const everywhere = [
  ...['sign-in', 'list', 'grid', 'gallery', 'empty', 'selection', 'menu', 'menu-account', 'details', 'palette'],
  ...['search-results', 'transfers', 'conflict', 'move', 'share', 'permissions', 'tags-manager', 'rewind', 'trash'],
  ...['my-shares', 'shared-with-me', 'settings', 'share-file', 'share-folder', 'share-password'],
  ...['preview-picture', 'preview-text', 'preview-pdf', 'transfers-failed', 'state-failed'],
];
const looks: readonly Look[] = [
  { name: 'light', theme: 'light', browser: desktop },
  { name: 'dark', theme: 'dark', browser: desktop, pictures: everywhere },
  { name: 'phone', theme: 'light', browser: phone, isNarrowed: true, isTouched: true, pictures: everywhere },
  {
    name: 'phone-dark',
    theme: 'dark',
    browser: phone,
    pictures: ['list', 'menu', 'details', 'share-file'],
  },
  {
    name: 'chinese',
    theme: 'light',
    browser: { ...desktop, ...chinese },
    pictures: ['sign-in', 'list', 'menu', 'details', 'search-results', 'share'],
    isJudged: false,
  },
  {
    name: 'chinese-phone',
    theme: 'light',
    browser: { ...phone, ...chinese },
    pictures: ['list', 'menu'],
    isJudged: false,
  },
  {
    name: 'right-to-left',
    theme: 'light',
    browser: desktop,
    direction: 'rtl',
    pictures: ['list', 'grid', 'details'],
    isJudged: false,
  },
];

/** Time enough for a view to become what it should be, on a busy machine. */
const patienceMs = 15_000;
const keeping = inject('keepPictures');
/** Whether there are pictures to compare with at all; then there has to be one of every view. */
const isKept = existsSync(kept);

let stage: Stage;
/** Signing in takes a while on purpose, so everybody does it once. */
const sessions = new Map<Person, Session | undefined>();
const world = useWorld(async (world, client) => {
  stage = await setStage(world, client);
  for (const person of [mira, noor]) sessions.set(person, (await world.client(person)).session.get());
});

async function see({ as = mira, preferences, show, complaint }: View, look: Look): Promise<Visitor> {
  const visitor = await world().visit({
    session: as ? sessions.get(as) : undefined,
    preferences: { theme: look.theme, ...preferences },
    browser: { timezoneId: 'UTC', reducedMotion: 'reduce', ...look.browser },
  });
  if (complaint) visitor.expectComplaint(complaint);
  await keepSteady(visitor.page);
  if (look.direction) await visitor.page.addInitScript(turn, look.direction);
  await show(visitor, stage);
  return visitor;
}

/** Runs in the page: the app writes the direction of its language, and finds ours. */
function turn(direction: string): void {
  Object.defineProperty(HTMLElement.prototype, 'dir', { set: () => undefined });
  const set = () => document.documentElement?.setAttribute('dir', direction);
  /* The script runs before there is anything in the page. */
  new MutationObserver(set).observe(document, { childList: true });
  set();
}

async function take({ page }: Visitor, { masked = [] }: View): Promise<Picture> {
  await comeToRest(page);
  const mask = masked.map((part) => page.locator(part));
  return shrink(await page.screenshot({ animations: 'disabled', caret: 'hide', mask, maskColor: '#808080' }));
}

/** The picture once the view stands still. */
async function takeSettled(visitor: Visitor, view: View): Promise<Picture> {
  if (!view.isHeld) await visitor.settled();
  let last = await take(visitor, view);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await take(visitor, view);
    if (Buffer.compare(last.data, next.data) === 0) return next;
    last = next;
  }
}

/** Whether the view becomes what was kept; leaves what it was instead for people to see. */
async function expectKept(visitor: Visitor, view: View, name: string): Promise<void> {
  const file = join(kept, `${name}.png`);
  if (keeping === 'all' || (keeping === 'new' && !existsSync(file))) {
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, toPng(await takeSettled(visitor, view)));
    /* In full as well, for people to look at. */
    await visitor.page.screenshot({ path: join(artifacts, `${name}.png`), animations: 'disabled', caret: 'hide' });
    return;
  }
  if (!isKept) {
    await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
    return;
  }
  if (!existsSync(file))
    throw new Error(`There is no picture of ${name} yet. Add it: npm run e2e -- pictures --update`);
  const expected = fromPng(readFileSync(file));
  const until = Date.now() + patienceMs;
  for (;;) {
    const actual = await take(visitor, view);
    const { reason, marked } = compare(expected, actual);
    if (!reason) return;
    if (Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    await visitor.page.screenshot({ path: join(artifacts, `${name}.png`) });
    for (const [kind, picture] of Object.entries({ expected, actual, difference: marked })) {
      if (picture) writeFileSync(join(artifacts, `${name}.${kind}.png`), toPng(picture));
    }
    throw new Error(`${name} does not look as it did: ${reason}. See e2e/artifacts/${name}.*.png`);
  }
}

for (const look of looks) {
  describe(`looks as it did, ${look.name}`, () => {
    for (const view of views) {
      if (look.pictures?.includes(view.name) === false) continue;
      it(view.name, async () => {
        const visitor = await see(view, look);
        await expectKept(visitor, view, `${view.name}.${look.name}`);
        if (keeping === 'all') return;
        if (look.isJudged !== false) expect(await violationsOf(visitor.page)).toEqual([]);
        if (look.isTouched) expect(await smallTargets(visitor.page)).toEqual([]);
        if (look.isNarrowed) expect(await lostWhenNarrow(visitor.page)).toEqual([]);
      });
    }
  });
}

it('keeps no pictures of views that are gone', () => {
  const known = new Set(
    looks.flatMap((look) => (look.pictures ?? views.map(({ name }) => name)).map((name) => `${name}.${look.name}.png`)),
  );
  const gone = (existsSync(kept) ? readdirSync(kept) : []).filter((name) => !known.has(name));
  if (keeping === 'all') for (const name of gone) rmSync(join(kept, name));
  else expect(gone).toEqual([]);
});
