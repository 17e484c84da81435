/** What was pinned, and what could not be. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  didPin: '{name} pinned',
  didUnpin: '{name} is no longer pinned',
  didMovePin: '{name} has another place among the pins',
  didRenamePin: 'The pin is called {name}',
  failPin: 'The pins stay as they were. {reason}',
} as const;

export const pinWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    didPin: '已固定“{name}”',
    didUnpin: '已取消固定“{name}”',
    didMovePin: '“{name}”已移到固定项中的其他位置',
    didRenamePin: '固定项已改名为“{name}”',
    failPin: '固定项未改变。{reason}',
  },
};
