/** What was done, and what could not be. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  undone: 'Taken back',
  didRename: 'Renamed to {name}',
  didMove: '{n, plural, one {{name} moved to {target}} other {# items moved to {target}}}',
  didCopy: '{n, plural, one {{name} copied to {target}} other {# items copied to {target}}}',
  didTrash: '{n, plural, one {{name} moved to trash} other {# items moved to trash}}',
  didTrashElsewhere:
    '{n, plural, one {{name} is in the trash of its owner now} other {# items are in the trash of their owner now}}',
  didRestore: '{n, plural, one {{name} restored} other {# items restored}}',
  didDelete: '{n, plural, one {{name} deleted for good} other {# items deleted for good}}',
  didEmptyTrash: 'The trash is empty',
  didCreate: '{name} created',
  didStartDownload: '{n, plural, one {Download of {name} started} other {Download of # items as one archive started}}',
  didDownload: '{n, plural, one {{name} is downloaded} other {# items are downloaded}}',
  stopped: 'Stopped. What was done by then stays.',
  nothingToUndo: 'Nothing to take back',
  failRename: '{name} keeps its name. {reason}',
  failMove: 'Nothing was moved. {reason}',
  failCopy: 'Nothing was copied. {reason}',
  failTrash: 'Nothing was moved to the trash. {reason}',
  failRestore: 'Not restored. {reason}',
  failDelete: 'Nothing was deleted. {reason}',
  failDownload: 'The download could not start. {reason}',
  failUndo: 'This could not be taken back. {reason}',
  failSome:
    '{failed, plural, one {# of {total, number} items was left as it was.} other {# of {total, number} items were left as they were.}} {reason}',
} as const;

export const commandWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    undone: '已撤销',
    didRename: '已重命名为“{name}”',
    didMove: '{n, plural, =1 {已将“{name}”移到“{target}”} other {已将 # 项移到“{target}”}}',
    didCopy: '{n, plural, =1 {已将“{name}”复制到“{target}”} other {已将 # 项复制到“{target}”}}',
    didTrash: '{n, plural, =1 {已将“{name}”移到回收站} other {已将 # 项移到回收站}}',
    didTrashElsewhere: '{n, plural, =1 {“{name}”已移入其所有者的回收站} other {# 项已移入其所有者的回收站}}',
    didRestore: '{n, plural, =1 {已还原“{name}”} other {已还原 # 项}}',
    didDelete: '{n, plural, =1 {已彻底删除“{name}”} other {已彻底删除 # 项}}',
    didEmptyTrash: '回收站已清空',
    didCreate: '已创建“{name}”',
    didStartDownload: '{n, plural, =1 {已开始下载“{name}”} other {已开始打包下载 # 项}}',
    didDownload: '{n, plural, =1 {“{name}”已下载} other {已下载 # 项}}',
    stopped: '已停止，此前完成的部分保持不变。',
    nothingToUndo: '没有可撤销的操作',
    failRename: '“{name}”未重命名。{reason}',
    failMove: '未移动任何内容。{reason}',
    failCopy: '未复制任何内容。{reason}',
    failTrash: '未移到回收站。{reason}',
    failRestore: '未还原。{reason}',
    failDelete: '未删除任何内容。{reason}',
    failDownload: '无法开始下载。{reason}',
    failUndo: '无法撤销。{reason}',
    failSome: '{total, number} 项中有 {failed, number} 项保持原样。{reason}',
  },
};
