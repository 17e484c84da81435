/** Words of the trash. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  restore: 'Restore',
  deleteForGood: 'Delete for good',
  find: 'Search the trash',
  trashEmptyTitle: 'The trash is empty',
  trashEmptyText: 'What you delete waits here for a while and can be put back.',
  trashHint: 'Items are deleted for good when their time is over.',
  colFrom: 'Came from',
  colLeft: 'Time left',
  daysLeft: '{n, plural, =0 {Less than a day} one {# day} other {# days}}',
  stillDays: '{n, plural, =0 {Less than a day left} one {# day left} other {# days left}}',
  forever: 'No end',
  sureDelete: '{n, plural, one {Delete {name} for good?} other {Delete # items for good?}}',
  sureDeleteText: 'This can’t be taken back. Versions and links go too.',
  sureEmpty: 'Empty the trash?',
  sureEmptyText: 'Everything in it is deleted for good. This can’t be taken back.',
} as const;

export const trashWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    restore: '还原',
    deleteForGood: '彻底删除',
    find: '搜索回收站',
    trashEmptyTitle: '回收站是空的',
    trashEmptyText: '删除的内容会在这里保留一段时间，可随时还原。',
    trashHint: '到期后将彻底删除。',
    colFrom: '原位置',
    colLeft: '剩余时间',
    daysLeft: '{n, plural, =0 {不到一天} other {# 天}}',
    stillDays: '{n, plural, =0 {剩余不到一天} other {剩余 # 天}}',
    forever: '不限期',
    sureDelete: '{n, plural, =1 {彻底删除“{name}”？} other {彻底删除 # 项？}}',
    sureDeleteText: '此操作无法撤销，历史版本和链接也会一并删除。',
    sureEmpty: '清空回收站？',
    sureEmptyText: '其中所有内容都将彻底删除，无法撤销。',
  },
};
