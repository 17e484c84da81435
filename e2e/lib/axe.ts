import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What keeps a page from WCAG 2.2 A and AA, as far as a program can tell: one line for each place. */
export async function violationsOf(page: Page): Promise<string[]> {
  /* Colours in the middle of a transition are nobody's choice. */
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ),
  );
  await page.evaluate(await source);
  /* Of what passed, half a megabyte of each page, nothing is asked for. */
  const violations = await page.evaluate(async (tags): Promise<AxeResults['violations']> => {
    const { axe } = globalThis as unknown as typeof globalThis & { axe: typeof import('axe-core') };
    return (await axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations;
  }, standards);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}
