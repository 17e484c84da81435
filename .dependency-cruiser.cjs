/**
 * Which file may import which (docs/architecture.md). `npm run deps` checks the repository against it;
 * scripts/dependency-rules.test.mjs proves on a small tree of violations that every rule below bites.
 */

const floors = require('./scripts/lib/floors.cjs');

/** Above all floors: compose.ts and its kind put the house together, cli/ opens it, main.ts calls cli/. */
const roof = '^server/src/(?:cli/|[^/]+[.]ts$)';
const topFile = '^server/src/[^/]+[.]ts$';
const cli = '^server/src/(?:cli/|main[.]ts$)';
const test = '[.]test[.]tsx?$';
/** What only tests use, under no rule of floors: fixtures, helpers, the set-up of the runner. */
const testOnly = `${test}|^server/src/test/`;
const face = '^server/src/[^/]+/index[.]ts$';
const anyFloor = [...floors.flat(), 'cli'].join('|');

const upwards = floors.map((floor, index) => {
  const above = floors.slice(index + 1).flat();
  return {
    name: `no-import-above-${floor[0]}`,
    comment: `${floor.join(', ')}: a lower folder that must tell a higher one something emits an event on the kernel's bus.`,
    severity: 'error',
    from: { path: `^server/src/(${floor.join('|')})/`, pathNot: testOnly },
    to: { path: above.length > 0 ? `^server/src/(${above.join('|')})/|${roof}` : roof },
  };
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upwards,
    {
      name: 'no-import-above-compose',
      comment: 'What builds the objects does not know who asked for it.',
      severity: 'error',
      from: { path: topFile, pathNot: '^server/src/main[.]ts$' },
      to: { path: cli },
    },
    {
      name: 'no-import-beside',
      comment: 'Capabilities of one floor do not know each other: they meet in a lower folder, or on the bus.',
      severity: 'error',
      from: { path: `^server/src/(${floors.find((floor) => floor.length > 1).join('|')})/`, pathNot: testOnly },
      to: {
        path: `^server/src/(${floors.find((floor) => floor.length > 1).join('|')})/`,
        pathNot: '^server/src/$1/',
      },
    },
    {
      name: 'no-unknown-floor',
      comment: 'A new folder of server/src gets its floor in .dependency-cruiser.cjs first.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/', pathNot: `^server/src/(${anyFloor}|test)/` },
      to: {},
    },
    {
      name: 'no-import-past-a-face',
      comment: 'Of another folder of server/src only the face is imported: its index.ts.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: testOnly },
      to: { path: `^server/src/(${anyFloor})/`, pathNot: ['^server/src/$1/', face] },
    },
    {
      name: 'no-import-past-a-face-from-the-roof',
      comment: 'Nor do main.ts and compose.ts reach behind a face.',
      severity: 'error',
      from: { path: topFile, pathNot: testOnly },
      to: { path: `^server/src/(${anyFloor})/`, pathNot: face },
    },
    {
      name: 'no-test-in-product',
      comment: 'Tests and their helpers stay out of what is shipped.',
      severity: 'error',
      from: { path: '^(contract|client|server|web)/', pathNot: `${testOnly}|^web/src/test/` },
      to: { path: `${test}|^server/src/test/|^web/src/test/` },
    },
    {
      name: 'no-http-below-its-shell',
      comment: 'Only the shell knows the web framework; a route is a declaration of kernel/route.ts.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `${testOnly}|^server/src/http/` },
      to: { path: 'node_modules/(fastify|@fastify)(/|$)' },
    },
    {
      name: 'no-database-engine-outside-db',
      comment: 'The engines stay behind db/, so that a capability runs on every one of them.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `${testOnly}|^server/src/db/` },
      to: { path: 'node_modules/(better-sqlite3|pg|pg-[^/]+)(/|$)' },
    },
    {
      name: 'contract-imports-no-workspace',
      comment: 'The wire knows nothing of who speaks it.',
      severity: 'error',
      from: { path: '^contract/' },
      to: { path: '^(client|server|web|bench|e2e|scripts)/' },
    },
    {
      name: 'contract-runs-in-browsers',
      comment: 'So it uses nothing of Node.',
      severity: 'error',
      from: { path: '^contract/src/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'client-needs-only-the-contract',
      severity: 'error',
      from: { path: '^client/src/', pathNot: test },
      to: { path: '^(server|web|bench|e2e|scripts|tests)/' },
    },
    {
      name: 'client-runs-in-browsers',
      comment: 'What needs Node stands in client/src/node/.',
      severity: 'error',
      from: { path: '^client/src/', pathNot: `${test}|^client/src/node/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-never-uses-the-client',
      comment: 'The typed client is for the web app, tests and benchmarks; of the server only tests may use it.',
      severity: 'error',
      from: { path: '^server/', pathNot: testOnly },
      to: { path: '^(client|web|bench|e2e)/' },
    },
    {
      name: 'web-never-imports-the-server',
      severity: 'error',
      from: { path: '^(web|client|e2e)/' },
      to: { path: '^server/' },
    },
    {
      name: 'web-runs-in-browsers',
      severity: 'error',
      from: { path: '^web/src/', pathNot: `${test}|^web/src/test/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'web-takes-the-browser-client',
      comment: "The client's Node half and the workshop stay out of the web app.",
      severity: 'error',
      from: { path: '^web/src/', pathNot: `${test}|^web/src/test/` },
      to: { path: '^(bench|e2e|scripts)/|^client/src/node/' },
    },
    {
      name: 'no-circular',
      comment:
        'Two files that need each other to load are one, or miss a third. Neighbours may name each other in types ' +
        'and load each other later; between the floors of the server the rules above forbid that as well.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '[.]d[.]ts$',
          test,
          '[.]config[.](ts|mts|mjs|cjs)$',
          '[.]worker[.]ts$',
          '^server/src/test/setup[.]ts$',
          '^web/public/',
          '^[.]dependency-cruiser[.]cjs$',
        ],
      },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      comment: 'The file or package does not exist, or the package is missing from package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: "Used, but not named in the workspace's own package.json.",
      severity: 'error',
      from: { path: '^(contract|client|server|web|bench|e2e)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package-in-product',
      comment: 'What the product runs with belongs to the dependencies.',
      severity: 'error',
      from: { path: '^(contract|client|server)/src/', pathNot: testOnly },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    /* TypeScript 7 has no parser to lend; swc's sees type-only imports as well, and they count. */
    parser: 'swc',
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules/[^@.][^/]*/node_modules|dist|coverage)(/|$)|^runtime/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
    cache: false,
  },
};
