/** The words of the view of Markdown files. */
import type { WordTable } from '../../../i18n/words.ts';

const en = {
  page: '{name} as a page',
  read: 'Read',
  source: 'Source',
  remote:
    '{n, plural, one {# picture of another site is} other {# pictures of other sites are}} not loaded, so that they learn nothing of you.',
  remoteLoad: 'Load them',
  remotePicture: 'Load picture of {host}',
  remotePictureOf: 'Load picture “{name}” of {host}',
  picture: 'Picture',
  pictureLoad: 'Show picture “{name}”',
  isDone: 'Done',
  isOpen: 'Open',
  matter: 'Facts about this file',
  notThere: 'There is nothing at “{path}”.',
  unreadable: 'This text is too tangled to be shown as a page. Here it is as it was written.',
} as const;

export const markdownWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    page: '“{name}”的页面',
    read: '阅读',
    source: '源文本',
    remote: '{n, plural, other {有 # 张来自其他网站的图片}}未加载，以免对方获知你的信息。',
    remoteLoad: '加载',
    remotePicture: '加载来自 {host} 的图片',
    remotePictureOf: '加载来自 {host} 的图片“{name}”',
    picture: '图片',
    pictureLoad: '显示图片“{name}”',
    isDone: '已完成',
    isOpen: '未完成',
    matter: '文件信息',
    notThere: '“{path}”处没有内容。',
    unreadable: '此文本过于复杂，无法以页面显示。以下是源文本。',
  },
};
