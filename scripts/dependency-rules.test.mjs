import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import floors from './lib/floors.cjs';
import { inRepository } from './lib/paths.mjs';

/* Each rule of .dependency-cruiser.cjs is shown a tree that breaks it, and one that is nearly the same and right. */

const { forbidden, options } = createRequire(import.meta.url)(inRepository('.dependency-cruiser.cjs'));

/** Names a file that is never an orphan and imports what is said. */
const importing = (...modules) => modules.map((module) => `import '${module}';`).join('\n');
const leaf = 'export const leaf = 1;\n';
const manifest = (dependencies = {}, devDependencies = {}) =>
  JSON.stringify({ name: 'x', dependencies, devDependencies });

/** @type {Record<string, { wrong: Record<string, string>, right?: Record<string, string> }>} */
const cases = {
  ...Object.fromEntries(
    floors.slice(0, -1).map(([lower], index) => {
      const [upper] = floors[index + 1] ?? [];
      return [
        `no-import-above-${lower}`,
        {
          wrong: {
            [`server/src/${lower}/a.ts`]: importing(`../${upper}/index.ts`),
            [`server/src/${upper}/index.ts`]: leaf,
          },
          right: {
            [`server/src/${upper}/a.ts`]: importing(`../${lower}/index.ts`),
            [`server/src/${lower}/index.ts`]: leaf,
          },
        },
      ];
    }),
  ),
  [`no-import-above-${floors.at(-1)?.[0]}`]: {
    wrong: { 'server/src/http/a.ts': importing('../compose.ts'), 'server/src/compose.ts': leaf },
    right: { 'server/src/compose.ts': importing('./http/index.ts'), 'server/src/http/index.ts': leaf },
  },
  'no-import-above-compose': {
    wrong: { 'server/src/compose.ts': importing('./cli/index.ts'), 'server/src/cli/index.ts': leaf },
    right: {
      'server/src/main.ts': importing('./cli/index.ts'),
      'server/src/cli/index.ts': importing('../compose.ts', './command.ts'),
      'server/src/cli/command.ts': leaf,
      'server/src/compose.ts': leaf,
    },
  },
  'no-import-beside': {
    wrong: { 'server/src/media/a.ts': importing('../site/index.ts'), 'server/src/site/index.ts': leaf },
    right: { 'server/src/media/a.ts': importing('./b.ts'), 'server/src/media/b.ts': leaf },
  },
  'no-unknown-floor': {
    wrong: { 'server/src/utils/a.ts': importing('./b.ts'), 'server/src/utils/b.ts': leaf },
    right: { 'server/src/kernel/a.ts': importing('./b.ts'), 'server/src/kernel/b.ts': leaf },
  },
  'no-import-past-a-face': {
    wrong: {
      'server/src/drive/a.ts': "import type { x } from '../blobs/store.ts';",
      'server/src/blobs/store.ts': leaf,
    },
    right: {
      'server/src/drive/a.ts': importing('../blobs/index.ts', './deep/b.ts'),
      'server/src/drive/deep/b.ts': importing('../c.ts'),
      'server/src/drive/c.ts': leaf,
      'server/src/blobs/index.ts': leaf,
    },
  },
  'no-import-past-a-face-from-the-roof': {
    wrong: { 'server/src/main.ts': importing('./drive/store.ts'), 'server/src/drive/store.ts': leaf },
    right: { 'server/src/main.ts': importing('./compose.ts'), 'server/src/compose.ts': leaf },
  },
  'no-test-in-product': {
    wrong: { 'server/src/drive/a.ts': importing('../test/fixtures.ts'), 'server/src/test/fixtures.ts': leaf },
    right: { 'server/src/drive/a.test.ts': importing('../test/fixtures.ts'), 'server/src/test/fixtures.ts': leaf },
  },
  'no-http-below-its-shell': {
    wrong: {
      'server/package.json': manifest({ fastify: '*' }),
      'server/src/drive/a.ts': "import type { x } from 'fastify';",
    },
    right: { 'server/package.json': manifest({ fastify: '*' }), 'server/src/http/a.ts': importing('fastify') },
  },
  'no-database-engine-outside-db': {
    wrong: { 'server/package.json': manifest({ pg: '*' }), 'server/src/drive/store.ts': importing('pg') },
    right: { 'server/package.json': manifest({ pg: '*' }), 'server/src/db/a.ts': importing('pg') },
  },
  'contract-imports-no-workspace': {
    wrong: { 'contract/src/a.ts': importing('../../server/src/kernel/index.ts'), 'server/src/kernel/index.ts': leaf },
  },
  'contract-runs-in-browsers': {
    wrong: { 'contract/src/a.ts': importing('node:buffer') },
    right: { 'contract/src/a.test.ts': importing('node:fs') },
  },
  'client-needs-only-the-contract': {
    wrong: { 'client/src/a.ts': importing('../../web/src/a.ts'), 'web/src/a.ts': leaf },
    right: { 'client/src/a.ts': importing('../../contract/src/index.ts'), 'contract/src/index.ts': leaf },
  },
  'client-runs-in-browsers': {
    wrong: { 'client/src/a.ts': importing('node:fs') },
    right: { 'client/src/node/a.ts': importing('node:fs') },
  },
  'server-never-uses-the-client': {
    wrong: { 'server/src/http/a.ts': importing('../../../client/src/index.ts'), 'client/src/index.ts': leaf },
    right: { 'server/src/http/a.test.ts': importing('../../../client/src/index.ts'), 'client/src/index.ts': leaf },
  },
  'web-never-imports-the-server': {
    wrong: {
      'web/src/a.ts': "import type { x } from '../../server/src/kernel/index.ts';",
      'server/src/kernel/index.ts': leaf,
    },
  },
  'web-runs-in-browsers': { wrong: { 'web/src/a.tsx': importing('node:path') } },
  'web-takes-the-browser-client': {
    wrong: { 'web/src/a.tsx': importing('../../client/src/node/index.ts'), 'client/src/node/index.ts': leaf },
    right: { 'web/src/a.tsx': importing('../../client/src/index.ts'), 'client/src/index.ts': leaf },
  },
  'no-circular': {
    wrong: {
      'web/src/a.ts': importing('./b.ts'),
      'web/src/b.ts': importing('./c.ts'),
      'web/src/c.ts': importing('./a.ts'),
    },
    right: {
      'web/src/a.ts': importing('./b.ts', './c.ts'),
      'web/src/b.ts': "import type { a } from './a.ts';",
      'web/src/c.ts': "export const later = () => import('./a.ts');",
    },
  },
  'no-orphans': {
    wrong: { 'web/src/left-over.ts': leaf },
    right: { 'web/src/only.test.ts': leaf, 'server/src/db/checkpoint.worker.ts': leaf },
  },
  'not-to-unresolvable': { wrong: { 'web/src/a.ts': importing('./ghost.ts') } },
  'no-undeclared-package': {
    wrong: { 'server/package.json': manifest(), 'server/src/http/a.ts': importing('pino') },
    right: { 'server/package.json': manifest({ pino: '*' }), 'server/src/http/a.ts': importing('pino') },
  },
  'no-development-package-in-product': {
    wrong: { 'server/package.json': manifest({}, { pino: '*' }), 'server/src/kernel/log.ts': importing('pino') },
    right: { 'server/package.json': manifest({}, { pino: '*' }), 'server/src/kernel/log.test.ts': importing('pino') },
  },
};

describe('the dependency rule', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-rules-'));
    symlinkSync(inRepository('node_modules'), join(folder, 'node_modules'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /**
   * The names of the rules that a tree of files breaks.
   *
   * @param {Record<string, string>} files
   */
  async function broken(files) {
    for (const [path, text] of Object.entries({ 'package.json': manifest(), ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const sources = Object.keys(files).filter((path) => /\.tsx?$/.test(path));
    const { output } = await cruise(sources, {
      ...options,
      ruleSet: { forbidden },
      validate: true,
      baseDir: folder,
    });
    if (typeof output === 'string') throw new Error(output);
    return output.summary.violations.map(({ rule }) => rule.name);
  }

  it('is never without a case here', () => {
    expect(Object.keys(cases).sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(cases))('%s bites', async (name, { wrong }) => {
    expect(await broken(wrong)).toContain(name);
  });

  it.each(Object.entries(cases).filter(([, { right }]) => right))(
    '%s leaves what is right alone',
    async (_, { right }) => {
      expect(await broken(right ?? {})).toEqual([]);
    },
  );
});
