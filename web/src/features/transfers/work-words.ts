/** The words of bulk work and of downloads in the panel. */
import type { Words, WordTable } from '../../i18n/words.ts';

const en = {
  many: '{name} {n, plural, one {and # more} other {and # more}}',
  moving: 'Moving',
  copying: 'Copying',
  duplicating: 'Duplicating',
  partly: '{done, number} of {total, plural, one {# item} other {# items}} done. {reason}',
  trashing: 'Moving to trash',
  restoring: 'Restoring',
  deleting: 'Deleting',
  changing: 'Changing',
  settingBack: 'Setting back to an earlier moment',
  setBack: 'Set back',
  downloading: 'Downloading',
  preparing: 'The download is being prepared',
  reading: 'Reading',
  found: '{n, plural, one {# item} other {# items}}',
  ofItems: '{done, number} of {total, plural, one {# item} other {# items}}',
  done: '{n, plural, one {# item done} other {# items done}}',
  stopped:
    '{done, plural, =0 {Stopped before anything was done} one {Stopped. # item was done and stays so.} other {Stopped. # items were done and stay so.}}',
  downloaded: 'Downloaded',
  elsewhere: 'Goes on among the downloads of the browser',
  downloadStopped: 'The download was stopped',
  noAnswer: 'The server does not answer. What was done stays so; try again when the connection is back.',
  working: '{n, plural, one {# task under way} other {# tasks under way}}',
  downloadingTitle: '{n, plural, one {Downloading} other {# downloads under way}}',
  finished: 'All done',
  failed: '{n, plural, one {# task did not succeed} other {# tasks did not succeed}}',
} as const;

export type WorkWord = keyof typeof en;
export type WorkWords = Words<WorkWord>;

const zhCN: Record<WorkWord, string> = {
  many: '{name} 及另外 {n, number} 项',
  moving: '正在移动',
  copying: '正在复制',
  duplicating: '正在创建副本',
  partly: '{total, plural, other {# 项}}中已完成 {done, number} 项。{reason}',
  trashing: '正在移到回收站',
  restoring: '正在还原',
  deleting: '正在删除',
  changing: '正在更改',
  settingBack: '正在恢复到之前的时刻',
  setBack: '已恢复',
  downloading: '正在下载',
  preparing: '正在准备下载',
  reading: '正在读取',
  found: '{n, plural, other {# 项}}',
  ofItems: '{done, number} / {total, plural, other {# 项}}',
  done: '{n, plural, other {# 项已完成}}',
  stopped: '{done, plural, =0 {已停止，未作任何更改} other {已停止，已完成的 # 项保持不变}}',
  downloaded: '已下载',
  elsewhere: '由浏览器继续下载',
  downloadStopped: '下载已停止',
  noAnswer: '服务器没有响应。已完成的部分保持不变；网络恢复后请重试。',
  working: '{n, plural, other {正在进行 # 项任务}}',
  downloadingTitle: '{n, plural, =1 {正在下载} other {正在下载 # 项}}',
  finished: '全部完成',
  failed: '{n, plural, other {# 项任务未成功}}',
};

export const workWords: WordTable<WorkWord> = { en, 'zh-CN': zhCN };
