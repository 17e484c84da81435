/** Words of the path that one writes in, and of the menus between its folders. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  pathField: 'Path of a folder',
  pathFolders: 'Folders that begin so',
  pathFound: '{n, plural, =0 {No such folder} one {# folder} other {# folders}}',
  pathClose: 'Back to the path',
  pathNone: 'There is nothing at {path}. It may have been moved, renamed or deleted.',
  pathBad: 'This is no path. A path looks like /Projects/Lake house.',
  pathElsewhere: 'This is an address of another site. Paths lead to folders of this drive.',
  tree: 'Folders',
  foldersFailed: 'The folders could not be loaded',
  noFolders: 'No folders here',
} as const;

export const pathWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    pathField: '文件夹路径',
    pathFolders: '以此开头的文件夹',
    pathFound: '{n, plural, =0 {没有这样的文件夹} other {# 个文件夹}}',
    pathClose: '返回路径',
    pathNone: '{path} 处没有任何内容。它可能已被移动、重命名或删除。',
    pathBad: '这不是路径。路径的形式如 /项目/湖边小屋。',
    pathElsewhere: '这是其他网站的地址。路径只能指向此网盘中的文件夹。',
    tree: '文件夹',
    foldersFailed: '无法加载文件夹',
    noFolders: '这里没有文件夹',
  },
};
