/** Words about what was not done. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  locked: '{n, plural, one {Something is in use} other {# things are in use}}',
  hidden: 'Something you may not see',
  heldBy: '{what} · {who}',
  you: 'you',
  somebody: 'somebody else',
  byCreate: 'It is being made',
  byRename: 'It is being renamed',
  byMove: 'It is being moved or copied',
  byUpload: 'An upload writes to it',
  byMetadata: 'Its properties are being changed',
  byDelete: 'It is being deleted',
  byPermission: 'Its permissions are being changed',
  byVersions: 'Its versions are being changed',
  byDav: 'A program that is connected over WebDAV works on it',
  byViewer: 'It is open in an editor',
  byOther: 'A program works on it',
  unlock: 'Unlock and try again',
  unlockHint: 'Unlocking breaks off what is under way there: an upload starts anew, an editor cannot save over it.',
  waitHint: 'Only the owner of these files can unlock them. Try again in a moment.',
  unlockFailed: 'Not unlocked: it may have ended by itself. Try again. {reason}',
  showThem: 'Which ones',
  leftTitle: '{n, plural, one {# item was left as it was} other {# items were left as they were}}',
} as const;

export type FailureWord = keyof typeof en;

export const failureWords: WordTable<FailureWord> = {
  en,
  'zh-CN': {
    locked: '{n, plural, =1 {有内容正在使用中} other {# 项内容正在使用中}}',
    hidden: '你无权查看的内容',
    heldBy: '{what} · {who}',
    you: '你',
    somebody: '其他人',
    byCreate: '正在创建',
    byRename: '正在重命名',
    byMove: '正在移动或复制',
    byUpload: '正在上传到此处',
    byMetadata: '正在更改属性',
    byDelete: '正在删除',
    byPermission: '正在更改权限',
    byVersions: '正在更改版本',
    byDav: '通过 WebDAV 连接的程序正在使用',
    byViewer: '已在编辑器中打开',
    byOther: '有程序正在使用',
    unlock: '解除锁定并重试',
    unlockHint: '解除锁定会中断正在进行的操作：上传需重新开始，编辑器无法覆盖保存。',
    waitHint: '只有文件所有者可以解除锁定。请稍后重试。',
    unlockFailed: '未能解除锁定，可能已自行结束。请重试。{reason}',
    showThem: '查看是哪些',
    leftTitle: '{n, plural, other {# 项保持原样}}',
  },
};
