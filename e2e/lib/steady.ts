/** What is the same in every picture of a view: the time, dates, counts, addresses. The rest of a page is its own. */
import type { Page } from 'playwright-core';

const now = '2026-03-14T09:41:00Z';

/** When files were changed, by their names; the newest is from this morning. */
const past = [
  '2026-03-14T08:12:00Z',
  '2026-03-13T18:20:00Z',
  '2026-03-11T10:05:00Z',
  '2026-02-27T16:44:00Z',
  '2026-01-08T07:30:00Z',
  '2025-11-12T21:16:00Z',
  '2025-09-14T06:52:00Z',
];
/** When links end. */
const soon = '2026-03-24T09:41:00Z';
/** When the trash is emptied of something, as Unix seconds. */
const emptied = '1773999660';
const never = '2099-01-01T00:00:00Z';

interface Dates {
  readonly past: readonly string[];
  readonly soon: string;
  readonly emptied: string;
  readonly never: string;
}

/** Runs in the page: whatever the server says about times, the app hears of ours. */
function steadyDates({ past, soon, emptied, never }: Dates): void {
  const parse = JSON.parse.bind(JSON);
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
  const sum = (text: string) => [...text].reduce((total, sign) => (total * 31 + (sign.codePointAt(0) ?? 0)) % 9973, 7);
  const dateFor = (key: string, name: string) => {
    if (/_expires$/.test(key)) return never;
    return /expire/.test(key) ? soon : past[sum(name) % past.length];
  };
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const record = value as Record<string, unknown>;
    const name = typeof record.name === 'string' ? record.name : '';
    for (const [key, inner] of Object.entries(record)) {
      /* How often shares were opened, and whether anything was downloaded, depends on which views came before. */
      if (key === 'downloaded' && 'visited' in record) delete record[key];
      else if (key === 'visited' || key === 'downloaded') record[key] = 3;
      else if (key === 'sys:expected_collect_time') record[key] = emptied;
      else if (typeof inner === 'string' && iso.test(inner)) record[key] = dateFor(key, name);
      else walk(inner);
    }
  };
  JSON.parse = (text, reviver) => {
    const value: unknown = parse(text, reviver);
    walk(value);
    return value;
  };
}

/** To be called before the page goes anywhere. */
export async function keepSteady(page: Page): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.addInitScript(steadyDates, { past, soon, emptied, never });
}

/** Runs in the page: addresses that differ from run to run become the same ones. */
function steadyAddresses(): void {
  const tidy = (text: string) =>
    text
      .replace(/https?:\/\/127\.0\.0\.1:\d+/g, 'https://drive.example.org')
      .replace(/127\.0\.0\.1:\d+/g, 'drive.example.org')
      .replace(/\/(s|f|share)\/[A-Za-z0-9]{4,}/g, '/$1/Kq3mZ8');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.nodeValue ?? '';
    if (tidy(text) !== text) node.nodeValue = tidy(text);
  }
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    if (tidy(field.value) !== field.value) field.value = tidy(field.value);
  }
}

/** Waits until the page stands still: nothing is asked for, fonts and pictures are there, nothing moves. */
export async function comeToRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const moving = document
      .getAnimations()
      .some(
        ({ playState, effect }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
      );
    const loading = [...document.images].some((image) => !image.complete);
    return document.fonts.status === 'loaded' && !moving && !loading;
  });
  await page.evaluate(steadyAddresses);
}
