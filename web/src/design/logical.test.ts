/** What keeps the layout turnable: style sheets that say "start" and "end", never "left" and "right". */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sources = globSync('**/*.css', { cwd: new URL('..', import.meta.url) });
const physicalProperty =
  /^(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-(?:color|style|width))?$|^border-(?:top|bottom)-(?:left|right)-radius$/;
const sided = /^(?:text-align|float|clear|caption-side)$/;
/** Shorthands that name the four edges one by one. */
const edges = /^(?:inset|margin|padding|scroll-margin|scroll-padding|border-width)$/;

/** Splits a value at its spaces, those inside of brackets apart. */
function parts(value: string): string[] {
  return (
    value
      .replace('!important', '')
      .trim()
      .match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? []
  );
}

/** Why a declaration would look wrong from right to left; undefined when it would not. */
function problemOf(property: string, value: string): string | undefined {
  if (physicalProperty.test(property)) return `${property} is of one side of the screen`;
  if (sided.test(property) && /\b(?:left|right)\b/.test(value))
    return `${property}: ${value} is of one side of the screen`;
  const [, end, , start] = parts(value);
  if (edges.test(property) && start !== undefined && end !== start)
    return `${property}: ${value} names left and right apart`;
  return undefined;
}

/** A tick is a drawing, and of two pictures laid over each other the left half is the earlier one: neither turns. */
const drawings = /^\.(?:check|slider)::after$/;

/** Declarations of a style sheet, with the selector they belong to. */
function* declarations(css: string): Generator<{ selector: string; property: string; value: string }> {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, selector = '', body = ''] of bare.matchAll(/([^{};]+)\{([^{}]*)\}/g)) {
    for (const declaration of body.split(';')) {
      const [, property = '', value = ''] = /^\s*([\w-]+)\s*:\s*([\s\S]+?)\s*$/.exec(declaration) ?? [];
      if (property) yield { selector: selector.trim(), property, value };
    }
  }
}

it('sees what belongs to one side of the screen', () => {
  expect(problemOf('left', '0')).toBeDefined();
  expect(problemOf('margin-right', 'auto')).toBeDefined();
  expect(problemOf('border-left-color', 'red')).toBeDefined();
  expect(problemOf('border-top-left-radius', '2px')).toBeDefined();
  expect(problemOf('text-align', 'right')).toBeDefined();
  expect(problemOf('inset', 'auto auto 24px 50%')).toBeDefined();
  expect(problemOf('padding', '0 calc(2px + (1px * 2)) 0 2px')).toBeDefined();
  expect(problemOf('inset', 'auto 0 calc(84px + 2px)')).toBeUndefined();
  expect(problemOf('padding', '1px 2px 3px 2px')).toBeUndefined();
  expect(problemOf('margin-inline-start', 'auto')).toBeUndefined();
});

it.each(sources)('%s can be turned from right to left', (source) => {
  const css = readFileSync(new URL(`../${source}`, import.meta.url), 'utf8');
  const problems = [...declarations(css)]
    /* A rule for one direction may name sides: it is the other half of a pair. */
    .filter(({ selector }) => !selector.includes('[dir=') && !drawings.test(selector))
    .flatMap(({ selector, property, value }) => {
      const problem = problemOf(property, value);
      return problem ? [`${selector} { ${problem} }`] : [];
    });
  expect(problems).toEqual([]);
});
