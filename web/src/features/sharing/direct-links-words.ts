/** Words of direct links. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  dlgDirect: '{n, plural, one {Direct links to {name}} other {Direct links to # files}}',
  directText:
    'A direct link leads straight to the content: no page, no sign-in, for whoever has it. It always shows the current version, and dies when the file goes to the trash.',
  directNone: 'No direct links yet.',
  directOff: 'Your group may not make direct links. Ask your administrator to allow it.',
  directMake: '{n, plural, one {Create a direct link} other {Create # direct links}}',
  directFolders:
    '{n, plural, one {# folder is left out: only files have direct links} other {# folders are left out: only files have direct links}}',
  directFailed: '{n, plural, one {# file has no link: {reason}} other {# files have no link: {reason}}}',
  formatLinks: 'Addresses',
  formatNamed: 'With names',
  formatMarkdown: 'Markdown',
  format: 'Copy as',
  asDownload: 'Save instead of show',
  copyAll: '{n, plural, one {Copy} other {Copy all #}}',
  copyOne: 'Copy the link to {name}',
  directCopied: '{n, plural, one {The link is copied} other {# links are copied}}',
  directCopyFailed: 'The links could not be copied. Select them and copy them yourself.',
  opened: '{n, plural, =0 {never opened} one {opened once} other {opened # times}}',
  madeOn: 'made {date}',
  deleteDirect: 'Delete the link to {name}',
  deleteDirectSure: 'Delete this direct link?',
  deleteDirectText: 'Pages and people that use it get nothing from then on. The file stays.',
  deleteDirectDo: 'Delete link',
  didDeleteDirect: 'The direct link is deleted',
  failDirect: 'The direct links could not be made. {reason}',
  failDeleteDirect: 'The link is still there. {reason}',
  existing: 'Links so far',
} as const;

export type DirectKey = keyof typeof en;

export const directWords: WordTable<DirectKey> = {
  en,
  'zh-CN': {
    dlgDirect: '{n, plural, =1 {“{name}”的直链} other {# 个文件的直链}}',
    directText: '直链直接指向内容：没有页面，无需登录，持有者均可打开。它始终指向当前版本，文件移入回收站后即失效。',
    directNone: '还没有直链。',
    directOff: '你的用户组不能创建直链。请联系管理员开通。',
    directMake: '{n, plural, =1 {创建直链} other {创建 # 个直链}}',
    directFolders: '{n, plural, other {已略过 # 个文件夹：只有文件可以有直链}}',
    directFailed: '{n, plural, other {# 个文件没有直链：{reason}}}',
    formatLinks: '仅地址',
    formatNamed: '带名称',
    formatMarkdown: 'Markdown',
    format: '复制格式',
    asDownload: '直接下载而不显示',
    copyAll: '{n, plural, =1 {复制} other {复制全部 # 个}}',
    copyOne: '复制“{name}”的链接',
    directCopied: '{n, plural, =1 {链接已复制} other {已复制 # 个链接}}',
    directCopyFailed: '无法复制链接，请选中后自行复制。',
    opened: '{n, plural, =0 {从未打开} other {打开过 # 次}}',
    madeOn: '创建于 {date}',
    deleteDirect: '删除“{name}”的链接',
    deleteDirectSure: '删除此直链？',
    deleteDirectText: '使用它的网页和人将无法再获取内容。文件会保留。',
    deleteDirectDo: '删除链接',
    didDeleteDirect: '直链已删除',
    failDirect: '无法创建直链。{reason}',
    failDeleteDirect: '链接仍然存在。{reason}',
    existing: '已有的链接',
  },
};
