/* Fails when the JavaScript of the first file list grows over its budget. Run after `vite build`.
 * Counted for a page: the entry, the chunk of the page, one language, and everything they import statically, gzipped.
 * Counted for the shell: everything that the service worker fetches beforehand, gzipped as it is sent. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { keyOf, shellFiles } from './shell.ts';

const budgets = [
  {
    name: 'first file list',
    limit: 120_000,
    entries: ['index.html', 'browser', 'src/i18n/en.ts'],
  },
  {
    name: 'first file list, Chinese',
    limit: 120_000,
    entries: ['index.html', 'browser', 'src/i18n/zh-CN.ts'],
  },
  { name: 'sign-in', limit: 120_000, entries: ['index.html', 'src/features/signin/SignInPage.tsx', 'src/i18n/en.ts'] },
  { name: 'one language', limit: 15_000, entries: ['src/i18n/zh-CN.ts'] },
];

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const withImports = (name, seen = new Set()) => {
  const key = keyOf(manifest, name);
  if (seen.has(key)) return seen;
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the manifest: adjust scripts/check-budget.mjs to the new file name`);
  seen.add(key);
  for (const next of chunk.imports ?? []) withImports(next, seen);
  return seen;
};

const scriptsOf = (entries) => {
  const keys = new Set();
  for (const entry of entries) withImports(entry, keys);
  return [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
};

const counted = [
  ...budgets.map(({ entries, ...budget }) => ({ ...budget, files: scriptsOf(entries) })),
  { name: 'shell for offline', limit: 300_000, files: ['index.html', 'sw.js', ...shellFiles(manifest)] },
];

let failed = false;
for (const { name, limit, files } of counted) {
  const sizes = files.map((file) => [file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`${total <= limit ? 'ok  ' : 'OVER'}  ${name}: ${kilo(total)} of ${kilo(limit)} gzip`);
  if (total > limit) {
    failed = true;
    for (const [file, size] of sizes.sort((a, b) => b[1] - a[1]))
      console.log(`        ${kilo(size).padStart(9)}  ${file}`);
  }
}
if (failed) process.exit(1);
