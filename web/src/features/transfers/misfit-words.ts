/** Words about what can't be uploaded as it is. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  title: '{n, plural, one {# item can’t be kept as it is} other {# items can’t be kept as they are}}',
  sub: 'Nothing has been sent to {folder} yet',
  tooLarge: 'At {size} it is larger than this folder takes.',
  withFiles: '{why} {n, plural, one {# file is in it.} other {# files are in it.}}',
  mendedTo: 'can be sent as {name}',
  isLeftOut: 'Is left out',
  more: '{n, plural, one {And # more.} other {And # more.}}',
  sendNothing: 'Send nothing',
  leaveOut: 'Leave them out',
  sendMended: 'Send with these names',
  sendRest: '{n, plural, one {Send the other one} other {Send the other #}}',
} as const;

export const misfitWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '{n, plural, other {# 项无法按原样保存}}',
    sub: '尚未向“{folder}”发送任何内容',
    tooLarge: '大小为 {size}，超出此文件夹的限制。',
    withFiles: '{why}{n, plural, other {其中有 # 个文件。}}',
    mendedTo: '可以改名为 {name} 发送',
    isLeftOut: '将被跳过',
    more: '{n, plural, other {还有 # 项。}}',
    sendNothing: '全部不发送',
    leaveOut: '跳过这些',
    sendMended: '用这些名称发送',
    sendRest: '{n, plural, other {发送其余 # 项}}',
  },
};
