/** Words of search and commands. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  palHint: 'Search files, places and commands',
  palFiles: 'Files',
  palTexts: 'In the text',
  palPlaces: 'Places',
  palCommands: 'Commands',
  palTags: 'Manage tags',
  palRewind: 'Rewind {name}: go back in time',
  palGoTo: 'Go to a path',
  palRecent: 'Looked for lately',
  palSaved: 'Saved searches',
  palMove: 'Move',
  palOpen: 'Open',
  palScope: 'Where',
  palEverywhere: 'Everywhere',
  palHere: 'In {name}',
  palAll: 'All results for “{query}”',
  palSearching: 'Searching…',
  palFailed: 'The server could not be asked; these are only from this page.',
  palResults: '{n, plural, =0 {No matches} one {# match} other {# matches}}',
} as const;

export const paletteWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    palHint: '搜索文件、位置和命令',
    palFiles: '文件',
    palTexts: '正文中',
    palPlaces: '位置',
    palCommands: '命令',
    palTags: '管理标签',
    palRewind: '回退“{name}”到以前的时间',
    palGoTo: '前往路径',
    palRecent: '最近搜索',
    palSaved: '已保存的搜索',
    palMove: '移动',
    palOpen: '打开',
    palScope: '范围',
    palEverywhere: '全部文件',
    palHere: '在“{name}”中',
    palAll: '“{query}”的全部结果',
    palSearching: '正在搜索…',
    palFailed: '无法查询服务器，以下仅为此页面的内容。',
    palResults: '{n, plural, =0 {没有匹配项} other {# 个匹配项}}',
  },
};
