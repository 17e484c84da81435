import type { Page } from 'playwright-core';

/**
 * What cannot be reached in a window of 320 pixels, which is what is left of a desktop at 400 % (WCAG 1.4.10): the page
 * itself when it scrolls sideways, and controls beyond its edges. What scrolls sideways by itself, such as a row of
 * chips, keeps its controls reachable.
 */
export async function lostWhenNarrow(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  /* Two frames: one for the new size to be known, one for what is measured from it. */
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const lost = await page.evaluate(() => {
    const width = 320;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement)) &&
      element !== document.scrollingElement;
    const controls = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex="0"]');
    const outside = [...controls].filter((control) => {
      const { left, right, width: wide, height } = control.getBoundingClientRect();
      const isShown =
        wide > 1 && height > 1 && control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      return isShown && (left < -1 || right > width + 1) && !scrolls(control.parentElement);
    });
    const names = outside.map((control) =>
      `${control.tagName} ${control.ariaLabel ?? control.textContent ?? ''}`.trim(),
    );
    const page = document.documentElement.scrollWidth;
    return page > width ? [`the page is ${page} wide`, ...names] : names;
  });
  if (before) await page.setViewportSize(before);
  return lost;
}
