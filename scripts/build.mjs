/**
 * node scripts/build.mjs [server] [web]
 *
 * Builds the named artifacts, or all. Run by `npm run build`, `npm start` and `npm test` under the right Node.
 * Each is built beside its place and moved there when it is whole.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { artifact, artifactNames, buildArtifact } from './lib/artifacts.mjs';
import { inRepository } from './lib/paths.mjs';

/** Packages with machine code of their own: they stay in node_modules, the bundle imports them from there. */
const nativePackages = ['better-sqlite3', 'pg-native'];

/** Below one packet a compressed copy gains nobody anything. */
const worthCompressing = 1_400;

const builders = { server: buildServer, web: buildWeb };

/**
 * Everything in one folder of few files, so that the server is up in a moment: main.mjs switches V8's code cache on
 * and loads server.mjs, which is all the rest.
 */
async function buildServer(outdir) {
  const esbuild = await import('esbuild');
  const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  await esbuild.build({
    absWorkingDir: inRepository('.'),
    entryPoints: { server: 'server/src/main.ts', ...workerEntries() },
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    /* V8 keeps the text of what it runs: without white space 7 MB less. Names stay as they are, for stack traces. */
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'external',
    external: nativePackages,
    plugins: [builtinsByRequire],
    /* Packages in CommonJS find the `require` and the names that they expect. */
    banner: {
      js: "import { createRequire as canopyRequire } from 'node:module'; const require = canopyRequire(import.meta.url); const __filename = import.meta.filename, __dirname = import.meta.dirname;",
    },
    define: { __CANOPY_BUNDLED__: 'true', __CANOPY_VERSION__: JSON.stringify(version) },
    logLevel: 'silent' /* errors are thrown, and warnings are about other people's packages */,
  });
  writeFileSync(`${outdir}/main.mjs`, starter);
}

const starter = `import { enableCompileCache } from 'node:module';

enableCompileCache(\`\${import.meta.dirname}/code-cache\`);
await import('./server.mjs');
`;

/**
 * An `import` of node:http reads every export of it, and with that loads the whole of fetch, which the server does
 * not use at its start; a `require` does not. So ESM sources get Node's own modules by `require`, as CommonJS does.
 *
 * @type {import('esbuild').Plugin}
 */
const builtinsByRequire = {
  name: 'builtins-by-require',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'require-call' ? undefined : { path, namespace: 'builtin' },
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

/** Loads the server once, in its place: that fills the code cache, and a bundle that cannot be loaded is not done. */
function warmServer(folder) {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'main.mjs'), '--help'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The server was built but does not load:\n${stderr}`);
}

/** Every `<name>.worker.ts` becomes an entry of its own: see server/src/kernel/worker-url.ts. */
export function workerEntries(sources = inRepository('server/src')) {
  const entries = {};
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.worker.ts')) continue;
    const name = basename(path, '.ts');
    if (entries[name]) throw new Error(`Two workers are named ${name}: the bundle is flat, rename one.`);
    entries[name] = join(sources, path);
  }
  return entries;
}

async function buildWeb(outDir) {
  const vite = await import('vite');
  await vite.build({ root: inRepository('web'), logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  compressBeforehand(outDir);
}

/** The server hands out `<file>.br` or `<file>.gz` to who accepts it, so nothing is compressed while people wait. */
function compressBeforehand(folder) {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html|svg|json|txt|webmanifest)$/.test(path)) continue;
    const file = join(folder, path);
    const bytes = readFileSync(file);
    if (bytes.length < worthCompressing) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
  }
}

async function main(names) {
  for (const name of names.length > 0 ? names : artifactNames) {
    const place = inRepository(artifact(name).folder);
    const next = `${place}.next`;
    await buildArtifact(name, async () => {
      rmSync(next, { recursive: true, force: true });
      await builders[name](next);
      rmSync(place, { recursive: true, force: true });
      renameSync(next, place);
      if (name === 'server') warmServer(place);
    });
  }
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    /* The compilers say in their messages what is wrong and where; our stack would only bury it. */
    console.error(error.message);
    process.exitCode = 1;
  }
}
