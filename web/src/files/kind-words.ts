/** Kinds of file in words. */
import type { FileResponse } from '@canopy/contract';
import type { Translator } from '../i18n/index.tsx';
import { bindWords, type WordTable } from '../i18n/words.ts';
import { isFolder, kindOf } from './kinds.ts';
import { extensionOf } from './names.ts';

const en = {
  folder: 'Folder',
  image: '{ext} image',
  video: '{ext} video',
  audio: '{ext} sound',
  pdf: 'PDF document',
  text: 'Text',
  code: '{ext} source code',
  archive: '{ext} archive',
  sheet: '{ext} spreadsheet',
  slides: '{ext} slides',
  document: '{ext} document',
  unknown: '{ext} file',
  file: 'File',
} as const;

const kindWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    folder: '文件夹',
    image: '{ext} 图像',
    video: '{ext} 视频',
    audio: '{ext} 音频',
    pdf: 'PDF 文档',
    text: '文本',
    code: '{ext} 源代码',
    archive: '{ext} 压缩包',
    sheet: '{ext} 电子表格',
    slides: '{ext} 演示文稿',
    document: '{ext} 文档',
    unknown: '{ext} 文件',
    file: '文件',
  },
};

/** The kind in words: `JPEG image`, `Folder`. */
export function kindText(file: Pick<FileResponse, 'type' | 'name'>, t: Translator): string {
  const w = bindWords(kindWords, t);
  if (isFolder(file)) return w('folder');
  const extension = extensionOf(file.name);
  if (extension === '') return w('file');
  return w(kindOf(file.name), { ext: extension === 'jpg' ? 'JPEG' : extension.toUpperCase() });
}
