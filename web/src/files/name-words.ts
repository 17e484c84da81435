/** Words for giving a name: why one is not possible, and how the field is called. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  nameEmpty: 'A name needs at least one letter.',
  nameSign: "A name can't hold {sign}",
  nameDots: '“.” and “..” are taken: they mean this folder and the one above.',
  nameControl: "A name can't hold line breaks, tabs or other control characters.",
  nameUnicode: 'This name holds half a character, which no server can keep.',
  nameLong: 'This name is too long: {bytes, number} of at most {most, number} bytes.',
  nameType: 'Files of the type “{extension}” may not be kept in this folder.',
  nameNoType: 'Files without an extension may not be kept in this folder.',
  namePattern: 'Files of this name may not be kept in this folder.',
  nameTaken: '“{name}” is already here.',
  nameField: 'New name for {name}',
  renameGone: 'What you were renaming is no longer here. You wrote: {name}',
  copyName: 'Copy the name',
  folderNameLabel: 'Folder name',
  fileNameLabel: 'File name',
  newFolder: 'New folder',
  uploadFolder: 'Upload folder',
  newFileName: 'New file',
  newTextFile: 'New text file',
  newMarkdownFile: 'New Markdown file',
  failCreate: 'The folder was not created. {reason}',
  failCreateFile: 'The file was not created. {reason}',
} as const;

export type NameKey = keyof typeof en;

export const nameWords: WordTable<NameKey> = {
  en,
  'zh-CN': {
    nameEmpty: '名称至少需要一个字符。',
    nameSign: '名称不能包含 {sign}',
    nameDots: '“.”和“..”有特殊含义，不能用作名称。',
    nameControl: '名称不能包含换行、制表符或其他控制字符。',
    nameUnicode: '名称包含不完整的字符，无法保存。',
    nameLong: '名称过长：{bytes, number} 字节，最多 {most, number} 字节。',
    nameType: '此文件夹不能存放“{extension}”类型的文件。',
    nameNoType: '此文件夹不能存放没有扩展名的文件。',
    namePattern: '此文件夹不能存放这种名称的文件。',
    nameTaken: '此处已有“{name}”。',
    nameField: '“{name}”的新名称',
    renameGone: '正在重命名的项目已不在此处。你输入的是：{name}',
    copyName: '复制名称',
    folderNameLabel: '文件夹名称',
    fileNameLabel: '文件名称',
    newFolder: '新建文件夹',
    uploadFolder: '上传文件夹',
    newFileName: '新建文件',
    newTextFile: '新建文本文件',
    newMarkdownFile: '新建 Markdown 文件',
    failCreate: '未创建文件夹。{reason}',
    failCreateFile: '未创建文件。{reason}',
  },
};
