/**
 * node web/scripts/words.mjs <tag> [name]
 *
 * Prints a language as one file: what is translated already in languages/<tag>.json (or stands in the sources, for en
 * and zh-CN), and the English sentence for whatever is not. Translate, and put it back as languages/<tag>.json.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'vite';

const [tag, name] = process.argv.slice(2);
if (!tag) {
  console.error(
    'Usage: npm run words -- <tag> [name]     for example: npm run --silent words -- de Deutsch > web/languages/de.json',
  );
  process.exit(2);
}
const id = Intl.getCanonicalLocales(tag)[0];
const file = new URL(`../languages/${id}.json`, import.meta.url);
const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { words: {} };

const root = new URL('..', import.meta.url).pathname;
const vite = await createServer({
  root,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
});
try {
  const { tables } = await vite.ssrLoadModule('/src/i18n/tables.ts');
  const words = {};
  for (const [table, languages] of Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1))) {
    words[table] = { ...languages.en, ...languages[id], ...pick(known.words[table], languages.en) };
  }
  console.log(JSON.stringify({ name: name ?? known.name ?? nameOf(id), words }, null, 2));
} finally {
  await vite.close();
}

/** What is still asked for. */
function pick(translated = {}, english) {
  return Object.fromEntries(Object.entries(translated).filter(([key]) => Object.hasOwn(english, key)));
}

/** What its people call it. */
function nameOf(id) {
  const own = new Intl.DisplayNames([id], { type: 'language' }).of(id);
  return own.charAt(0).toLocaleUpperCase(id) + own.slice(1);
}
