/** What others changed, for those who hear the page. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  liveAdded: '{n, plural, one {# item was added here} other {# items were added here}}',
  liveChanged: '{n, plural, one {# item here was changed} other {# items here were changed}}',
  liveRemoved: '{n, plural, one {# item is no longer here} other {# items are no longer here}}',
} as const;

export const liveWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    liveAdded: '{n, plural, other {此处新增 # 项}}',
    liveChanged: '{n, plural, other {此处有 # 项被更改}}',
    liveRemoved: '{n, plural, other {此处少了 # 项}}',
  },
};
