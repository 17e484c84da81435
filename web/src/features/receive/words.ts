/** Words of the page that asks where shared files go. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  title: 'Save to the drive',
  waiting: '{n, plural, one {One file was shared with Canopy} other {# files were shared with Canopy}}',
  where: 'Where to',
  folders: 'Folders',
  uploadTo: 'Upload to {name}',
  giveUp: 'Do not save',
  leftOut: 'Leave out {name}',
  emptyTitle: 'Nothing waits here',
  emptyText: 'Files that you share with Canopy from another app come here first.',
  lostTitle: 'The files did not arrive',
  lostText:
    'They are still where you shared them from. Open Canopy once, then share them again; if this device is short of room, upload them with “New”.',
} as const;

export const receiveWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '保存到云盘',
    waiting: '{n, plural, other {与 Canopy 共享了 # 个文件}}',
    where: '保存位置',
    folders: '文件夹',
    uploadTo: '上传到“{name}”',
    giveUp: '不保存',
    leftOut: '去掉“{name}”',
    emptyTitle: '这里没有等待的文件',
    emptyText: '从其他应用共享给 Canopy 的文件会先出现在这里。',
    lostTitle: '文件没有送达',
    lostText: '文件仍在原处。请先打开一次 Canopy，然后重新共享；如果此设备空间不足，请用“新建”上传。',
  },
};
