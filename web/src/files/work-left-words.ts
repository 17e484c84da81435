/** Words about bulk work that ended with its page. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  left: 'The page was closed while it was busy. {what} The others are as they were; look before you go on.',
  move: 'At least {done, number} of {n, plural, one {# item} other {# items}} were moved.',
  copy: 'At least {done, number} of {n, plural, one {# item} other {# items}} were copied.',
  duplicate: 'At least {done, number} of {n, plural, one {# item} other {# items}} were duplicated.',
  trash: 'At least {done, number} of {n, plural, one {# item} other {# items}} were moved to the trash.',
  restore: 'At least {done, number} of {n, plural, one {# item} other {# items}} were restored.',
  annotate: 'At least {done, number} of {n, plural, one {# item} other {# items}} were changed.',
  delete: 'At least {done, number} of {n, plural, one {# item} other {# items}} were deleted for good.',
} as const;

export const workLeftWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    left: '页面在处理过程中被关闭。{what}其余项目保持原样，请先查看再继续。',
    move: '{n, plural, other {# 项}}中至少有 {done, number} 项已移动。',
    copy: '{n, plural, other {# 项}}中至少有 {done, number} 项已复制。',
    duplicate: '{n, plural, other {# 项}}中至少有 {done, number} 项已创建副本。',
    trash: '{n, plural, other {# 项}}中至少有 {done, number} 项已移到回收站。',
    restore: '{n, plural, other {# 项}}中至少有 {done, number} 项已还原。',
    annotate: '{n, plural, other {# 项}}中至少有 {done, number} 项已更改。',
    delete: '{n, plural, other {# 项}}中至少有 {done, number} 项已彻底删除。',
  },
};
