import type { Page } from 'playwright-core';

/** What a finger hits for certain (Apple's guidelines; WCAG 2.5.5), CSS pixels. */
const least = 44;

/**
 * Controls that a finger may miss: those of less than 44 by 44 pixels, measured by what is hit and not by what is
 * drawn, so that the room around an icon counts. What stands in a line of text is
 * as high as the line (WCAG 2.5.5 says so too).
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option], [role=treeitem], [role=tab]',
    );
    const isHit = (control: HTMLElement, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      if (!hit) return false;
      const { labels } = control as HTMLInputElement;
      return control.contains(hit) || [...(labels ?? [])].some((label) => label.contains(hit));
    };
    /** How far one may go from a point, up to what is wanted, and still hit. */
    const reach = (control: HTMLElement, x: number, y: number, dx: number, dy: number) => {
      let far = 0;
      while (far < least && isHit(control, x + dx * (far + 0.5), y + dy * (far + 0.5))) far++;
      return far;
    };
    /** Whether something is partly scrolled out of what it lies in, or of the window. */
    const isCut = (
      within: Element | null,
      box: { left: number; top: number; right: number; bottom: number },
    ): boolean => {
      if (!within) return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
      const { left, top, right, bottom } = within.getBoundingClientRect();
      const clips = getComputedStyle(within).overflowX !== 'visible';
      const isOutside = box.left < left || box.top < top || box.right > right || box.bottom > bottom;
      return (clips && isOutside) || isCut(within.parentElement, box);
    };
    const small: string[] = [];
    for (const control of controls) {
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      /* What is covered, scrolled away or for screen readers alone is not touched now. */
      if (width < 2 || height < 2 || !isHit(control, x, y)) continue;
      if (isCut(control.parentElement, { left, top, right: left + width, bottom: top + height })) continue;
      if (getComputedStyle(control).display === 'inline') continue;
      /* One pixel may be lost between two that are not whole. */
      const wide = reach(control, x, y, -1, 0) + reach(control, x, y, 1, 0);
      const high = reach(control, x, y, 0, -1) + reach(control, x, y, 0, 1);
      if (wide < least - 1 || high < least - 1) {
        const name = (control.ariaLabel ?? control.textContent ?? '').trim() || control.tagName;
        small.push(`${name.slice(0, 40)}: ${wide} x ${high} (${control.className})`);
      }
    }
    return [...new Set(small)];
  }, least);
}
