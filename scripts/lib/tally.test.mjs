import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inBackground } from './children.mjs';
import { inRepository } from './paths.mjs';
import { exitCodeOf, flakyLines, readTally, tallyFileVariable, tallyLine } from './tally.mjs';

describe('the closing line', () => {
  it('names skipped tests only where there are any', () => {
    expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(tallyLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
  });
});

describe('tests that passed only on a second try', () => {
  it('are named, one a line', () => {
    expect(flakyLines({ passed: 1, failed: 0, skipped: 0 })).toEqual([]);
    const flaky = ['a.test.ts: moves (too late)', 'b.test.ts: copies (too early)'];
    expect(flakyLines({ passed: 2, failed: 0, skipped: 0, flaky })).toEqual([
      'flaky: passed only on its second try: a.test.ts: moves (too late)',
      'flaky: passed only on its second try: b.test.ts: copies (too early)',
    ]);
  });
});

describe('the exit code', () => {
  const green = { passed: 1, failed: 0, skipped: 0 };
  it.each([
    ['all passed', green, 0, true, 0],
    ['a failure', { ...green, failed: 1 }, 1, false, 1],
    ['a runner that ended oddly', green, 130, false, 130],
    ['skipped on a desk', { ...green, skipped: 1 }, 0, false, 0],
    ['skipped in CI', { ...green, skipped: 1 }, 0, true, 1],
  ])('of %s', (_, tally, runner, ci, expected) => {
    expect(exitCodeOf(tally, runner, ci)).toBe(expected);
  });
});

describe('the counts of a run', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-tally-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are one failure when the run left none', () => {
    expect(readTally(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('never say that a failed run had no failure', () => {
    writeFileSync(join(folder, 'tally.json'), JSON.stringify({ passed: 3, failed: 0, skipped: 0 }));
    expect(readTally(join(folder, 'tally.json'), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('come from Vitest: tests, files that do not load, errors outside of tests', async () => {
    const vitest = inRepository('node_modules/vitest/dist/index.js');
    const write = (name, text) => writeFileSync(join(folder, name), `import { it, expect } from '${vitest}';\n${text}`);
    write('a.test.mjs', "it('a', () => {}); it('b', () => expect(1).toBe(2)); it.skip('c', () => {}); it.todo('d');");
    write('b.test.mjs', "throw new Error('does not load');");
    write(
      'd.test.mjs',
      "let n = 0; it('f', { retry: 1 }, () => expect(n++).toBe(1)); it('g', { retry: 1 }, () => {});",
    );
    write('c.test.mjs', "it('e', () => { Promise.reject(new Error('nobody listens')); });");
    writeFileSync(join(folder, 'vitest.config.mjs'), `export default { test: { include: ['*.test.mjs'] } };`);

    const file = join(folder, 'tally.json');
    const reporter = inRepository('scripts/lib/tally-reporter.ts');
    const args = [inRepository('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, `--reporter=${reporter}`];
    const { code, output } = await inBackground(process.execPath, args, {
      env: { ...process.env, [tallyFileVariable]: file },
    });
    const flaky = ['d.test.mjs: f (expected +0 to be 1 // Object.is equality)'];
    expect(readTally(file, code), output).toEqual({ passed: 4, failed: 3, skipped: 2, flaky });
    expect(code).toBe(1);
  });
});
