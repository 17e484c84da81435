/** Words of the explorer's menus. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  open: 'Open',
  preview: 'Quick look',
  share: 'Share…',
  directLinks: 'Direct links…',
  rules: 'Permissions…',
  whyFilesOnly: 'Only files have direct links',
  moveTo: 'Move to…',
  copyTo: 'Copy to…',
  cut: 'Cut',
  paste: 'Paste',
  rename: 'Rename',
  pin: 'Pin to the side',
  unpin: 'Unpin',
  showDetails: 'Details',
  tag: 'Tags…',
  versions: 'Versions',
  rewind: 'Rewind…',
  up: 'Up one folder',
  whyOne: 'Works with one item at a time',
} as const;

export const menuWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    open: '打开',
    preview: '快速查看',
    share: '分享…',
    directLinks: '直链…',
    rules: '权限…',
    whyFilesOnly: '只有文件可以有直链',
    moveTo: '移动到…',
    copyTo: '复制到…',
    cut: '剪切',
    paste: '粘贴',
    rename: '重命名',
    pin: '固定到侧边栏',
    unpin: '取消固定',
    showDetails: '详情',
    tag: '标签…',
    versions: '版本',
    rewind: '回退…',
    up: '上一级文件夹',
    whyOne: '一次只能处理一项',
  },
};
