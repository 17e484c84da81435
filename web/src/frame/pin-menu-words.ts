/** Words of the menu of a pin. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  pinOf: 'Pin {name}',
  open: 'Open',
  rename: 'Rename pin',
  up: 'Move up',
  down: 'Move down',
  unpin: 'Unpin',
  name: 'Name of the pin',
  dropToPin: 'Drop here to pin',
} as const;

export const pinMenuWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    pinOf: '固定项“{name}”',
    open: '打开',
    rename: '重命名固定项',
    up: '上移',
    down: '下移',
    unpin: '取消固定',
    name: '固定项名称',
    dropToPin: '拖放到此处固定',
  },
};
