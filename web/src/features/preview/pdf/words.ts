/** The words of the view of PDF documents. */
import type { WordTable } from '../../../i18n/words.ts';

const en = {
  document: 'Document {name}',
  page: 'Page',
  of: 'of {total, number}',
  find: 'Find',
  findIn: 'Find in the document',
  found: '{current, number} of {total, number}',
  notFound: 'Not found',
  previous: 'Previous match',
  next: 'Next match',
  closeFind: 'Close find',
  print: 'Print',
  printing: 'Preparing page {n, number} of {total, number}',
  printFailed: 'The document could not be prepared for printing. Download it and print it from there.',
  locked: 'This document asks for a password',
  lockedText: 'It is used to open the document here and is not kept.',
  password: 'Password',
  wrong: 'This is not the password of the document.',
  open: 'Open',
} as const;

export const pdfWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    document: '文档“{name}”',
    page: '页',
    of: '/ {total, number}',
    find: '查找',
    findIn: '在文档中查找',
    found: '第 {current, number} 个，共 {total, number} 个',
    notFound: '未找到',
    previous: '上一个匹配',
    next: '下一个匹配',
    closeFind: '关闭查找',
    print: '打印',
    printing: '正在准备第 {n, number} 页，共 {total, number} 页',
    printFailed: '无法准备打印此文档。请下载后再打印。',
    locked: '此文档需要密码',
    lockedText: '密码仅用于在此打开文档，不会保存。',
    password: '密码',
    wrong: '密码不正确。',
    open: '打开',
  },
};
