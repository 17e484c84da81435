import { afterEach, describe, expect, it, vi } from 'vitest';

/** A tab has its own modules; the locks are the browser's. */
async function tab() {
  vi.resetModules();
  return import('./tabs.ts');
}

describe('who works on a plan', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is one tab, however many ask at the same time', async () => {
    const tabs = [await tab(), await tab(), await tab()];
    const answers = await Promise.all(tabs.map(({ take }) => take('trip')));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await tabs[0]?.taken()).toEqual(new Set(['trip']));
    const owner = tabs[answers.indexOf(true)];
    expect(await owner?.take('trip')).toBe(true);
    owner?.release('trip');
    const other = tabs[answers.indexOf(false)];
    await expect.poll(() => other?.take('trip')).toBe(true);
    other?.release('trip');
    await expect.poll(async () => (await other?.taken())?.size).toBe(0);
  });

  it('does not keep plans from each other', async () => {
    const [one, two] = [await tab(), await tab()];
    expect(await one.take('a')).toBe(true);
    expect(await two.take('b')).toBe(true);
    expect(await one.taken()).toEqual(new Set(['a', 'b']));
    one.release('a');
    two.release('b');
  });

  it('is this tab where the browser has no locks', async () => {
    vi.stubGlobal('navigator', {});
    const { take, taken } = await tab();
    expect(await take('a')).toBe(true);
    expect(await taken()).toEqual(new Set());
  });
});
