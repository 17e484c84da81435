import type { WordTable } from '../../../i18n/words.ts';

const en = {
  refreshing: 'Looking for changes…',
  refreshed: 'The list is up to date.',
  actsFor: 'Actions for {name}',
} as const;

export const handWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    refreshing: '正在刷新…',
    refreshed: '列表已是最新。',
    actsFor: '“{name}”的操作',
  },
};
