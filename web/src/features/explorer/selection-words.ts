/** Words of the row of tools for a selection. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  selected: '{n, plural, one {# selected} other {# selected}}',
  selectionTools: 'Actions for the selection',
  clear: 'Clear selection',
  whyOffline: 'Needs a connection',
} as const;

export const selectionWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    selected: '{n, plural, other {已选 # 项}}',
    selectionTools: '所选项目的操作',
    clear: '取消选择',
    whyOffline: '需要网络连接',
  },
};
