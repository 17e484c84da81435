/** Words for folders that stand here as they were, because the server does not answer. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  asOf: 'No answer from the drive. This is how the folder was {when}.',
  offlineTitle: 'No connection to the drive',
  offlineText: 'Folders that you opened lately can be looked at as they were then.',
  offlineNone: 'Once you have opened a folder on this device, its list can be looked at here.',
  keptFolders: 'Folders on this device',
  keptAt: 'as of {when}',
} as const;

export const keptWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    asOf: '云盘没有响应。这里显示的是 {when} 时的内容。',
    offlineTitle: '无法连接到云盘',
    offlineText: '最近打开过的文件夹仍可按当时的样子查看。',
    offlineNone: '在此设备上打开过的文件夹，之后可以在这里查看列表。',
    keptFolders: '此设备上的文件夹',
    keptAt: '截至 {when}',
  },
};
