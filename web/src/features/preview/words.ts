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
  zoomFit: '{at}: fit to the window, or actual size',
  picture: 'Picture {name}',
  turn: 'Turn',
  print: 'Print',
  openFolder: 'Open its folder',
  showCurrent: 'Show the current version',
  deleteShort: 'Delete',
  pictureBroken:
    'This picture can’t be shown: it may be damaged, or of a type that this browser does not know. Download it to open it with another program.',
  pdfBroken: 'This document can’t be shown: it is damaged, or no PDF. Download it to try it with another program.',
  mediaBroken:
    'This browser can’t play it: the file is damaged, or made with a codec that the browser does not have. Download it to play it with another program.',
  viewerFailed:
    'The preview has stopped over this file. Nothing has happened to the file: download it to open it with another program.',
  noOffice: 'Office documents can’t be shown here yet. Download it to open it with a program on this device.',
  noView: 'There is no preview for this type. Download it to open it with a program on this device.',
  inTrash: 'What lies in the trash stays closed. Restore it to look at it; it can go back afterwards.',
  restoreAndOpen: 'Restore and open',
  asText: 'Show as text',
  loading: 'Loading {name}',
  failed: 'The file could not be loaded',
  failedShare: 'The share may have ended, or its owner has changed what you may see of it.',
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
  zoomFit: '{at}：适应窗口或实际大小',
  picture: '图片“{name}”',
  turn: '旋转',
  print: '打印',
  openFolder: '打开所在文件夹',
  showCurrent: '显示当前版本',
  deleteShort: '删除',
  pictureBroken: '无法显示此图片：图片可能已损坏，或浏览器不支持此类型。请下载后用其他程序打开。',
  pdfBroken: '无法显示此文档：文件已损坏，或不是 PDF。请下载后用其他程序打开。',
  mediaBroken: '浏览器无法播放：文件已损坏，或使用了浏览器不支持的编码。请下载后用其他程序播放。',
  viewerFailed: '预览在此文件上停止了。文件本身没有变化：请下载后用其他程序打开。',
  noOffice: '暂时无法在此显示办公文档。请下载后用此设备上的程序打开。',
  noView: '此类型无法预览。请下载后用此设备上的程序打开。',
  inTrash: '回收站中的内容不能打开。还原后即可查看，之后仍可再次删除。',
  restoreAndOpen: '还原并打开',
  asText: '以文本显示',
  loading: '正在加载“{name}”',
  failed: '无法加载文件',
  failedShare: '分享可能已结束，或所有者更改了你可以查看的内容。',
};

export const previewWords: WordTable<PreviewWord> = { en, 'zh-CN': zhCN };
