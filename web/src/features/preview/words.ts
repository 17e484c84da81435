/** The words of the preview. */
import type { Words, WordTable } from '../../i18n/words.ts';

const en = {
  close: 'Close preview',
  place: '{n, number} of {total, number}',
  versionOf: 'version of {when}',
  previous: 'Previous',
  next: 'Next',
  strip: 'In this folder',
  fit: 'Fit',
  percent: '{percent, number} %',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomFit: 'Fit to the window',
  picture: 'Picture {name}',
  pictureBroken: 'This picture can’t be shown',
  pictureBrokenText: 'It may be damaged, or of a type that this browser does not know. Downloading it works.',
  noView: 'No preview for this type',
  noViewText: 'Download it to open it with a program on this device.',
  asText: 'Show as text',
  notText: 'This does not look like text',
  loading: 'Loading {name}',
  failed: 'The file could not be loaded',
  textOf: 'Text of {name}',
  more: 'Load more',
  shown: '{shown} of {total}',
  encoding: 'Encoding',
  wrap: 'Wrap lines',
  empty: 'This file is empty.',
} as const;

export type PreviewWord = keyof typeof en;
export type PreviewWords = Words<PreviewWord>;

const zhCN: Record<PreviewWord, string> = {
  close: '关闭预览',
  place: '第 {n, number} 个，共 {total, number} 个',
  versionOf: '{when} 的版本',
  previous: '上一个',
  next: '下一个',
  strip: '同一文件夹',
  fit: '适应',
  percent: '{percent, number}%',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomFit: '适应窗口',
  picture: '图片“{name}”',
  pictureBroken: '无法显示此图片',
  pictureBrokenText: '图片可能已损坏，或浏览器不支持此类型。仍可下载。',
  noView: '此类型无法预览',
  noViewText: '请下载后用此设备上的程序打开。',
  asText: '以文本显示',
  notText: '这似乎不是文本',
  loading: '正在加载“{name}”',
  failed: '无法加载文件',
  textOf: '“{name}”的文本',
  more: '加载更多',
  shown: '{shown} / {total}',
  encoding: '编码',
  wrap: '自动换行',
  empty: '此文件为空。',
};

export const previewWords: WordTable<PreviewWord> = { en, 'zh-CN': zhCN };
