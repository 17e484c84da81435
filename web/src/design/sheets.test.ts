import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const src = join(import.meta.dirname, '..');
const sheets = globSync('**/*.css', { cwd: src }).map((name) => [name, readFileSync(join(src, name), 'utf8')] as const);

/* A remark among selectors, or a rule that stands twice, is what is left of two changes that met in one place. */
it.each(sheets)('%s has no remark within a list of selectors', (_, text) => {
  expect(text.match(/,\s*\/\*[\s\S]*?\*\/[^{};]*\{/g)).toBeNull();
});

it.each(sheets)('%s says no rule twice', (_, text) => {
  const rules = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[^@{}]+\{[^{}]+\}$/.test(line));
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});
