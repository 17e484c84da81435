/** Names of custom properties: an administrator's own are written as they are, those of a new site in our languages. */
import type { CustomProps } from '@canopy/contract';
import type { Translator } from '../i18n/index.tsx';
import { bindWords, type WordTable } from '../i18n/words.ts';

const en = {
  'fileManager.description': 'Description',
  'fileManager.rating': 'Rating',
} as const;

type Known = keyof typeof en;

export const propertyWords: WordTable<Known> = {
  en,
  'zh-CN': {
    'fileManager.description': '描述',
    'fileManager.rating': '评分',
  },
};

/** What a custom property is called. */
export function propertyName({ name }: Pick<CustomProps, 'name'>, t: Translator): string {
  return Object.hasOwn(en, name) ? bindWords(propertyWords, t)(name as Known) : name;
}
