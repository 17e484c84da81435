/** Words of search and commands. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  palHint: 'Search this folder, places and commands',
  palFiles: 'In this folder',
  palPlaces: 'Places',
  palCommands: 'Commands',
  palTags: 'Manage tags',
  palMove: 'Move',
  palOpen: 'Open',
  palNothing: 'Nothing matches “{query}”.',
  palResults: '{n, plural, =0 {No matches} one {# match} other {# matches}}',
} as const;

export const paletteWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    palHint: '搜索此文件夹、位置和命令',
    palFiles: '此文件夹中',
    palPlaces: '位置',
    palCommands: '命令',
    palTags: '管理标签',
    palMove: '移动',
    palOpen: '打开',
    palNothing: '没有与“{query}”匹配的内容。',
    palResults: '{n, plural, =0 {没有匹配项} other {# 个匹配项}}',
  },
};
