/** Words of drags. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  dragging: '{n, plural, one {# item} other {# items}}',
  dropUnreadable: 'Something you dropped could not be read. Nothing was added; drop it again.',
  droppedNothing: 'Nothing to add: no files were in what you dropped.',
} as const;

export const dragWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    dragging: '{n, plural, other {# 项}}',
    dropUnreadable: '无法读取拖入的某些内容，未添加任何文件。请重新拖入。',
    droppedNothing: '没有可添加的内容：拖入的项目中没有文件。',
  },
};
