import { defineConfig } from 'vitest/config';

/** The whole product in a real browser: `npm run e2e`. Not part of `npm test`, which needs neither. */
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['./lib/preflight.ts'],
    pool: 'forks',
    /* Browser and server take a core each; a second pair would only make both wait. */
    maxWorkers: 1,
    /* One process, with one browser, for all files: each has a drive of its own, and each visitor a window of his own. */
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    /* A machine that stalled for seconds is nobody's fault. Whatever passes only now is named at the end of the run. */
    retry: 1,
  },
});
