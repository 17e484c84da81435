/** Words for giving a name: why one is not possible, and how the field is called. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  nameEmpty: 'A name needs at least one letter.',
  nameSign: "A name can't hold {sign}",
  nameDots: '“.” and “..” are taken: they mean this folder and the one above.',
  nameLong: 'This name is too long: {bytes, number} of at most 255 bytes.',
  nameTaken: '“{name}” is already here.',
  nameField: 'New name for {name}',
  folderNameLabel: 'Folder name',
  newFolderName: 'New folder',
  failCreate: 'The folder was not created. {reason}',
} as const;

export type NameKey = keyof typeof en;

export const nameWords: WordTable<NameKey> = {
  en,
  'zh-CN': {
    nameEmpty: '名称至少需要一个字符。',
    nameSign: '名称不能包含 {sign}',
    nameDots: '“.”和“..”有特殊含义，不能用作名称。',
    nameLong: '名称过长：{bytes, number} 字节，最多 255 字节。',
    nameTaken: '此处已有“{name}”。',
    nameField: '“{name}”的新名称',
    folderNameLabel: '文件夹名称',
    newFolderName: '新建文件夹',
    failCreate: '未创建文件夹。{reason}',
  },
};
