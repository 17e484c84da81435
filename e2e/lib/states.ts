/** Whether the states of a page can be seen: with each of them taken away, enough of the page must look different. */
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';

/** Selectors of what has a state, by what takes it away. */
const states = {
  attribute:
    '[aria-selected=true], [aria-pressed=true], [aria-current]:not([aria-current=false]), [aria-checked=true]:not(input)',
  checked: 'input:is([type=checkbox], [type=radio]):checked:not(:disabled)',
  filled: '.meter i',
  /* A field shows its caret, and a list the item that one stands on. */
  focus:
    'a[href], :is(button, input, select, textarea):enabled:not([role=combobox]), summary, [tabindex="0"]:not([role=grid], [role=listbox])',
} as const;
type Kind = keyof typeof states;

/** What two neighbouring colours need to be told apart (WCAG 2.2, 1.4.11). */
const leastContrast = 3;
/** Of so many pixels, which is less than the smallest tick has. */
const leastPixels = 24;
const around = 6;

interface Found {
  readonly kind: Kind;
  /** What it is, for people who read the failure. */
  readonly name: string;
  readonly clip: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Numbers everything in view that has a state; of those that are alike, one is looked at. */
function mark(page: Page): Promise<Found[]> {
  return page.evaluate(
    ({ states: selectors, margin }) => {
      const found: { kind: Kind; name: string; clip: DOMRect }[] = [];
      const seen = new Set<string>();
      /* Behind a dialog nothing can be used. */
      const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      for (const [kind, selector] of Object.entries(selectors) as [Kind, string][]) {
        for (const element of top.querySelectorAll<HTMLElement>(selector)) {
          const drawn =
            kind === 'checked'
              ? (element.closest('label') ?? element)
              : kind === 'filled'
                ? element.parentElement
                : element;
          const box = drawn?.getBoundingClientRect();
          if (!box || box.width < 2 || box.height < 2 || !element.checkVisibility({ visibilityProperty: true }))
            continue;
          const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          if (!middle || !(drawn?.contains(middle) || middle.contains(drawn))) continue;
          const name = `${kind} ${element.tagName} ${element.getAttribute('role') ?? ''} .${element.getAttribute('class') ?? ''}`;
          if (seen.has(name)) continue;
          seen.add(name);
          element.setAttribute(`data-${kind}`, String(found.length));
          const x = Math.max(0, box.x - margin);
          const y = Math.max(0, box.y - margin);
          const width = Math.min(innerWidth, box.right + margin) - x;
          const height = Math.min(innerHeight, box.bottom + margin) - y;
          found.push({ kind, name, clip: new DOMRect(x, y, width, height).toJSON() });
        }
      }
      return found;
    },
    { states, margin: around },
  );
}

/** Takes the state of a marked element away, or gives it back. @returns whether the element is still there */
function set(page: Page, index: number, { kind }: Found, isOn: boolean): Promise<boolean> {
  return page.evaluate(
    ({ number, which, on }) => {
      const element = document.querySelector<HTMLElement>(`[data-${which}="${number}"]`);
      if (!element) return false;
      if (which === 'checked') (element as HTMLInputElement).checked = on;
      else if (which === 'filled') element.style.width = on ? '60%' : '0';
      else if (which === 'focus') {
        if (on) element.focus({ preventScroll: true });
        else element.blur();
      } else {
        for (const name of ['aria-selected', 'aria-pressed', 'aria-current', 'aria-checked']) {
          if (on) {
            const kept = element.getAttribute(`data-${name}`);
            if (kept !== null) element.setAttribute(name, kept);
          } else {
            const value = element.getAttribute(name);
            if (value !== null) element.setAttribute(`data-${name}`, value);
            element.removeAttribute(name);
          }
        }
      }
      return true;
    },
    { number: index, which: kind, on: isOn },
  );
}

function luminance(data: ArrayLike<number>, at: number): number {
  const linear = (value = 0) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
}

/** How many pixels of two pictures stand out from each other. */
function differing(one: Buffer, other: Buffer): number {
  const [a, b] = [decode(one), decode(other)];
  let count = 0;
  for (let at = 0; at < a.data.length; at += a.channels) {
    const [low = 0, high = 0] = [luminance(a.data, at), luminance(b.data, at)].sort((x, y) => x - y);
    if ((high + 0.05) / (low + 0.05) >= leastContrast) count++;
  }
  return count;
}

/** The states in view that nobody could see. */
export async function unseenStates(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  const found = await mark(page);
  for (const [index, each] of found.entries()) {
    const shoot = () => page.screenshot({ clip: each.clip, animations: 'disabled', caret: 'hide' });
    /* Some go when the focus does, such as what opens under a field. */
    if (!(await set(page, index, each, true))) continue;
    const on = await shoot();
    if (!(await set(page, index, each, false))) continue;
    const off = await shoot();
    if (each.kind !== 'focus') await set(page, index, each, true);
    if (differing(on, off) < leastPixels) unseen.push(each.name);
  }
  return unseen;
}
