import type { FileResponse } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { noSelection, type Selection, selectOnly, shownOf } from '../selection.ts';
import { Finder, goToEnd } from './far.ts';

const names = Array.from({ length: 60 }, (_, index) => `note ${String(index).padStart(2, '0')}`);
const files = names.map((name) => ({ id: name, name }) as FileResponse);

/** A list of which the first page is there, on a page that shows a selection only when it is drawn. */
function slowPage() {
  let chosen: Selection = noSelection;
  let drawn: Selection = noSelection;
  let there = files.slice(0, 20);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return {
    now: () => ({
      files: there,
      shown: shownOf(there.map(({ id }) => id)),
      isComplete: there.length === files.length,
      selection: drawn,
      onSelect: (next: Selection) => {
        chosen = next;
      },
      everything: () => answered.then(() => files),
    }),
    select: (id: string) => {
      chosen = selectOnly(id);
    },
    draw: () => {
      drawn = chosen;
    },
    answer: () => {
      there = files;
      answer();
    },
    chosen: () => [...chosen.ids].join(' '),
  };
}

describe('finding by letters what is not loaded yet', () => {
  it('goes on from what the letters before found, although the page does not show that yet', async () => {
    const page = slowPage();
    const finder = new Finder();
    const typed = [...'note 47'].map((letter, index) => finder.type(letter, index, page.now));
    expect(page.chosen()).toBe('note 00');
    page.draw();
    page.answer();
    await Promise.all(typed);
    expect(page.chosen()).toBe('note 47');
  });

  it('goes from one name to the next before either is drawn', async () => {
    const page = slowPage();
    const finder = new Finder();
    for (const at of [0, 10, 20]) await finder.type('n', at, page.now);
    expect(page.chosen()).toBe('note 02');
  });

  it('takes nobody away from what was chosen meanwhile', async () => {
    const page = slowPage();
    const finder = new Finder();
    const typed = [...'note 47'].map((letter, index) => finder.type(letter, index, page.now));
    page.select('note 05');
    page.draw();
    page.answer();
    await Promise.all(typed);
    expect(page.chosen()).toBe('note 05');
  });
});

it('goes to the end of what was not loaded yet', async () => {
  const page = slowPage();
  const gone = goToEnd(page.now, false, false);
  page.answer();
  await gone;
  expect(page.chosen()).toBe('note 59');
});
