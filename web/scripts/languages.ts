/**
 * Languages that are one file: languages/<tag>.json, with the sentences of all tables of the app. Each sentence comes
 * with the chunk of its feature, as those of English and Chinese do that stand beside the features themselves.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/** A language in a file. What it leaves out is said in English. */
export interface LanguageFile {
  /** As its people call it. */
  readonly name: string;
  /** Sentences by the table they belong to (`tableId`) and their keys. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a table is called in a language's file: where it stands below src, and its name there. */
export const tableId = (path: string, name: string): string => `${path}#${name}`;

/** The table of what is said everywhere (src/i18n/en.ts). */
export const everywhere = tableId('i18n/en.ts', 'en');

function readLanguages(folder: string): ReadonlyMap<string, LanguageFile> {
  const languages = new Map<string, LanguageFile>();
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return languages;
    throw error;
  }
  for (const name of names.filter((each) => each.endsWith('.json')).sort()) {
    const tag = Intl.getCanonicalLocales(basename(name, '.json'))[0] ?? '';
    languages.set(tag, JSON.parse(readFileSync(join(folder, name), 'utf8')) as LanguageFile);
  }
  return languages;
}

const virtual = 'virtual:canopy-language/';

/** Replaces, or says that the source is not as it was when this was written. */
function replaced(code: string, found: string, by: string, id: string): string {
  if (!code.includes(found)) throw new Error(`${id} has changed: adjust web/scripts/languages.ts`);
  return code.replace(found, () => by);
}

/**
 * @param folder with the files of languages
 * @param sources the app's src folder
 */
export function withLanguages(folder: string, sources: string): Plugin {
  const languages = readLanguages(folder);
  const each = (write: (tag: string, language: LanguageFile) => string) =>
    [...languages].map(([tag, language]) => write(tag, language)).join('');
  return {
    name: 'canopy:with-languages',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(virtual) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${virtual}`)) return null;
      const words = languages.get(id.slice(virtual.length + 1))?.words[everywhere] ?? {};
      return `import { en } from ${JSON.stringify(join(sources, 'i18n/en.ts'))};
export const words = { ...en, ...${JSON.stringify(words)} };`;
    },
    transform(code, id) {
      if (languages.size === 0) return null;
      const path = relative(sources, id.split('?')[0] ?? '')
        .split(sep)
        .join('/');
      if (path === 'i18n/index.tsx') {
        const loaders = each((tag) => {
          const source = JSON.stringify(virtual + tag);
          return `\n  ${JSON.stringify(tag)}: async () => (await import(${source})).words,`;
        });
        const listed = each((id, { name }) => `${JSON.stringify({ id, name })},\n`);
        const chinese = "  { id: 'zh-CN', name: '简体中文' },\n";
        const withLoaders = replaced(code, 'const loaders = {', `const loaders = {${loaders}`, path);
        return { code: replaced(withLoaders, chinese, chinese + listed, path), map: null };
      }
      if (path.startsWith('..') || !code.includes(': WordTable<')) return null;
      let more = '';
      for (const [, name = ''] of code.matchAll(/^export const (\w+): WordTable</gm)) {
        more += each((tag, { words }) => {
          const said = JSON.stringify(words[tableId(path, name)] ?? {});
          return `\nObject.assign(${name}, { ${JSON.stringify(tag)}: { ...${name}.en, ...${said} } });`;
        });
      }
      return more ? { code: code + more, map: null } : null;
    },
  };
}
