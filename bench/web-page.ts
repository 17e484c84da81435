/** What is measured inside of a page of the app. */
import type { Page } from 'playwright-core';

export const views = ['list', 'grid', 'gallery'] as const;
export type View = (typeof views)[number];

interface Seen {
  /** Milliseconds from the start of the navigation to the frame with the first row. */
  rows?: number;
  /** What longer tasks than 50 ms took beyond that, until then. */
  blocked: number;
}

/** Runs before the page does: notes when its first row is drawn. */
export function whenRows(): void {
  const seen: Seen = { blocked: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    if (seen.rows === undefined)
      for (const { duration } of list.getEntries()) seen.blocked += Math.max(0, duration - 50);
  }).observe({ type: 'longtask', buffered: true });
  const watcher = new MutationObserver(() => {
    if (!document.querySelector('main [data-id]')) return;
    watcher.disconnect();
    /* The frame after the next one begins when the rows are on the screen. */
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        seen.rows = performance.now();
      }),
    );
  });
  watcher.observe(document, { childList: true, subtree: true });
}

/** What `whenRows` has seen, once it has. */
export async function blockedFor(page: Page): Promise<{ time: number; blocked: number }> {
  const seen = await page.waitForFunction(() => {
    const { seen } = globalThis as unknown as { seen: Seen };
    return seen.rows !== undefined && { time: seen.rows, blocked: seen.blocked };
  });
  const result = await seen.jsonValue();
  if (!result) throw new Error('The page has lost what it saw.');
  return result;
}

/** Opens a folder that is in view. @returns milliseconds from the second click to the frame with its first row */
export function opening(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((done, fail) => {
        const items = [...document.querySelectorAll<HTMLElement>('main [data-id]')];
        const item = items.find((each) => (each.querySelector('.name')?.textContent ?? '') === wanted);
        if (!item) return fail(new Error(`${wanted} is not in view`));
        const ids = new Set(items.map((each) => each.dataset.id));
        const from = performance.now();
        const look = () => {
          const first = document.querySelector<HTMLElement>('main [data-id]');
          if (first && !ids.has(first.dataset.id)) requestAnimationFrame(() => done(performance.now() - from));
          else requestAnimationFrame(look);
        };
        for (const type of ['pointerdown', 'pointerup'])
          item.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'mouse' }));
        item.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
        look();
      }),
    name,
  );
}

const scrolledMs = 4000;
const pixelsPerFrame = 240;

/**
 * Scrolls the stage, or an empty one, as fast as a wheel that is turned hard. @returns milliseconds between frames
 */
export function atFrames(page: Page, empty?: 'an empty page'): Promise<number[]> {
  return page.evaluate(
    ({ isEmpty, milliseconds, pixels }) =>
      new Promise<number[]>((done) => {
        if (isEmpty) {
          document.body.innerHTML =
            '<main id="files" style="height:100vh;overflow:auto"><div style="height:4000000px"></div></main>';
        }
        const stage = document.querySelector('#files');
        if (!stage) throw new Error('There is nothing to scroll.');
        const frames: number[] = [];
        let last = performance.now();
        const end = last + milliseconds;
        const next = () => {
          const now = performance.now();
          frames.push(now - last);
          last = now;
          if (now > end) return done(frames.slice(1));
          stage.scrollTop += pixels;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { isEmpty: empty !== undefined, milliseconds: scrolledMs, pixels: pixelsPerFrame },
  );
}
