/** The words of the view of archives. */
import type { WordTable } from '../../../i18n/words.ts';

const en = {
  contents: 'Contents of {name}',
  summary: '{files, plural, one {# file} other {# files}}, {size} unpacked',
  found: '{n, plural, =0 {Nothing found} one {# found} other {# found}}',
  filter: 'Find in the archive',
  name: 'Name',
  size: 'Size',
  changed: 'Modified',
  names: 'Encoding of names',
  namesAuto: 'Automatic',
  empty: 'Nothing is in this archive.',
  openAll: 'Open all folders',
  closeAll: 'Close all folders',
} as const;

export const archiveWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    contents: '“{name}”的内容',
    summary: '{files, plural, other {# 个文件}}，解压后 {size}',
    found: '{n, plural, =0 {未找到} other {找到 # 项}}',
    filter: '在压缩包中查找',
    name: '名称',
    size: '大小',
    changed: '修改时间',
    names: '文件名编码',
    namesAuto: '自动',
    empty: '此压缩包中没有内容。',
    openAll: '展开所有文件夹',
    closeAll: '折叠所有文件夹',
  },
};
