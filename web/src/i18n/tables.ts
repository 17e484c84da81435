/** Every table of words there is, found by what it looks like. Only tests and scripts/words.mjs look at all at once. */
import { en } from './en.ts';
import type { WordTable } from './words.ts';
import { zhCN } from './zh-CN.ts';

const modules = import.meta.glob<Record<string, unknown>>(
  ['../**/*words.ts', '../files/property-names.ts', '../api/reasons.ts', '!./words.ts'],
  { eager: true },
);

const isTable = (value: unknown): value is WordTable<string> =>
  typeof value === 'object' && value !== null && 'en' in value && 'zh-CN' in value;

/** By where they stand below src and what they are called there, as in the files of languages. */
export const tables: Readonly<Record<string, WordTable<string>>> = Object.fromEntries([
  ['i18n/en.ts#en', { en, 'zh-CN': zhCN }],
  ...Object.entries(modules).flatMap(([path, exported]) =>
    Object.entries(exported).flatMap(([name, value]) =>
      isTable(value) ? [[`${path.slice('../'.length)}#${name}`, value]] : [],
    ),
  ),
]);
