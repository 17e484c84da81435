/** Words of an app that can be installed. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  newVersion: 'A new version of Canopy is ready.',
  loadVersion: 'Load it',
} as const;

export const installedWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    newVersion: 'Canopy 有新版本。',
    loadVersion: '立即载入',
  },
};
