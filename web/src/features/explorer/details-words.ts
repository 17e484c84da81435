/** Words of the details. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  detailsOf: 'Details of {name}',
  detailsNone: 'Select something to see its facts.',
  facts: 'Facts',
  fSize: 'Size',
  fUsed: 'Space used',
  fContains: 'Contains',
  fCreated: 'Created',
  fModified: 'Modified',
  fWhere: 'Location',
  fDeleted: 'Will be deleted',
  fFrom: 'Came from',
  fPixels: 'Dimensions',
  fVersions: 'Versions',
  folderSummary:
    '{files, plural, =0 {no files} one {# file} other {# files}}, {folders, plural, =0 {no folders} one {# folder} other {# folders}}',
  atLeast: 'at least {what}',
  count: 'Count',
  counting: 'Counting',
} as const;

export const detailsWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    detailsOf: '“{name}”的详情',
    detailsNone: '选择一项以查看其信息。',
    facts: '信息',
    fSize: '大小',
    fUsed: '占用空间',
    fContains: '包含',
    fCreated: '创建时间',
    fModified: '修改时间',
    fWhere: '位置',
    fDeleted: '删除时间',
    fFrom: '原位置',
    fPixels: '尺寸',
    fVersions: '版本',
    folderSummary:
      '{files, plural, =0 {没有文件} other {# 个文件}}，{folders, plural, =0 {没有文件夹} other {# 个文件夹}}',
    atLeast: '至少 {what}',
    count: '统计',
    counting: '正在统计',
  },
};
