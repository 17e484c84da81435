/** Words of the move dialog. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  dlgMove: '{n, plural, one {Move {name}} other {Move # items}}',
  dlgCopy: '{n, plural, one {Copy {name}} other {Copy # items}}',
  dlgFrom: 'from {path}',
  findFolder: 'Find a folder',
  folderTree: 'Folders',
  recent: 'Recent',
  isHere: '{n, plural, one {It is here now} other {They are here now}}',
  isItself: 'This is what you are moving',
  moveHere: 'Move to {name}',
  copyHere: 'Copy to {name}',
  choosePlace: 'Choose a folder',
  noFolderFound: 'No folder of this name among those that are open here.',
} as const;

export const moveWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    dlgMove: '{n, plural, =1 {移动“{name}”} other {移动 # 项}}',
    dlgCopy: '{n, plural, =1 {复制“{name}”} other {复制 # 项}}',
    dlgFrom: '来自 {path}',
    findFolder: '查找文件夹',
    folderTree: '文件夹',
    recent: '最近使用',
    isHere: '{n, plural, other {当前所在位置}}',
    isItself: '正在移动的就是它',
    moveHere: '移动到“{name}”',
    copyHere: '复制到“{name}”',
    choosePlace: '请选择文件夹',
    noFolderFound: '已展开的文件夹中没有这个名称。',
  },
};
