import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that wait for a disk, a database or a thread get time enough on a busy machine; a hang still ends. */
const patience = { testTimeout: 20_000, hookTimeout: 30_000, teardownTimeout: 10_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { ...patience, name: 'contract', root: './contract', include: ['src/**/*.test.ts'] } },
      { test: { ...patience, name: 'client', root: './client', include: ['src/**/*.test.ts'] } },
      {
        test: {
          ...patience,
          name: 'server',
          root: './server',
          include: ['src/**/*.test.ts'],
          setupFiles: [fileURLToPath(new URL('./server/src/test/setup.ts', import.meta.url))],
        },
      },
      {
        /* Its own configuration brings the React plugin. A component test asks for a document by itself, with
           `@vitest-environment jsdom` at its top; everything else runs faster without one. */
        extends: './web/vite.config.ts',
        test: { ...patience, name: 'web', root: './web', include: ['{src,scripts}/**/*.test.{ts,tsx}'] },
      },
      { test: { ...patience, name: 'bench', root: './bench', include: ['**/*.test.ts'] } },
      {
        /* The workshop itself, and what tests share. `e2e/` needs a browser and a built product: `npm run e2e`. */
        test: {
          ...patience,
          name: 'workshop',
          include: ['scripts/**/*.test.{ts,mjs}', 'tests/**/*.test.ts'],
        },
      },
    ],
  },
});
