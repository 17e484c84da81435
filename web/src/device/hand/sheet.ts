/** A bottom sheet follows the finger down: thrown or past its half it closes, else it goes back. */
import { watchFinger } from './finger.ts';
import { glide } from './glide.ts';
import { goesOn } from './rules.ts';

/** Whether something between an element and its sheet is scrolled down: pulling scrolls that back first. */
function isScrolled(element: Element | null, sheet: Element): boolean {
  if (!element) return false;
  return element.scrollTop > 0 || (element !== sheet && isScrolled(element.parentElement, sheet));
}

const at = (pixels: number) => `0 ${pixels}px`;

/** Lets a sheet be dragged away, until the function that it answers with is called. */
export function watchSheet(sheet: HTMLElement, close: () => void): () => void {
  return watchFinger(sheet, () => ({
    drag: (way, start) => {
      if (way !== 'down' || isScrolled(start.target, sheet)) return undefined;
      const height = sheet.offsetHeight;
      let moved = 0;
      return {
        move: ({ y }) => {
          moved = Math.max(0, y - start.y);
          sheet.style.translate = at(moved);
        },
        end: async (speed) => {
          if (!speed || !goesOn(moved, height, speed.y)) return glide(sheet, at(moved), '');
          await glide(sheet, at(moved), at(height));
          close();
          /* Whoever asks first whether something may be lost leaves the sheet where it is. */
          requestAnimationFrame(() => {
            if (sheet.isConnected) void glide(sheet, at(height), '');
          });
        },
      };
    },
  }));
}
