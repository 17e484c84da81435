/** Words that stand where files would. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  emptyTitle: 'Nothing here yet',
  emptyText: 'Drop files anywhere on this page, or paste them with {keys}.',
  emptyTouch: 'Add files from this device, or take a picture.',
  filterNothingTitle: 'Nothing fits',
  filterNothingText: 'No item in this folder fits the filter.',
  filterClear: 'Remove the filter',
  failTitle: 'The folder could not be loaded',
  failNotice: 'The folder could not be refreshed: {reason}',
  closedTitle: 'This folder is closed to you',
  closedText: 'Whoever it belongs to has to let you in. Nothing of yours is lost.',
  busyTitle: 'The server asks for a moment',
  busyText:
    'Too much was asked at once. The folder is asked for again by itself {n, plural, =0 {now} one {in # second} other {in # seconds}}.',
  goneTitle: 'This folder is not here',
  goneText: 'It was moved, renamed or deleted. If it was deleted lately, it is in the trash.',
} as const;

export const stateWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    emptyTitle: '这里还没有文件',
    emptyText: '把文件拖到页面任意位置，或按 {keys} 粘贴。',
    emptyTouch: '从此设备添加文件，或拍一张照片。',
    filterNothingTitle: '没有符合的内容',
    filterNothingText: '此文件夹中没有符合筛选条件的项目。',
    filterClear: '移除筛选',
    failTitle: '无法加载此文件夹',
    failNotice: '无法刷新此文件夹：{reason}',
    closedTitle: '你无法查看此文件夹',
    closedText: '需要由其所有者授权。你的内容没有丢失。',
    busyTitle: '服务器请你稍候',
    busyText: '请求过多。{n, plural, =0 {现在} other {# 秒后}}会自动重新加载此文件夹。',
    goneTitle: '此文件夹不在这里',
    goneText: '它已被移动、重命名或删除。如果刚刚删除，可在回收站中找到。',
  },
};
