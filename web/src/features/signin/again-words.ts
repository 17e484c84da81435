/** Words of signing in again while a page stays open. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  title: 'Sign in again',
  sub: 'Your session has ended. Everything on this page stays, and goes on when you are back.',
  signIn: 'Sign in',
  leave: 'Sign out',
  other: 'This is somebody else: the page is loaded anew, and what was begun here waits for you.',
  ended: 'You are signed out. What you do waits until you sign in again.',
  goesOn: 'Signed in. What waited goes on.',
} as const;

export const againWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '请重新登录',
    sub: '会话已结束。此页面上的内容都会保留，重新登录后继续。',
    signIn: '登录',
    leave: '退出登录',
    other: '这是另一个帐号：页面将重新加载，此处未完成的内容会为你保留。',
    ended: '你已退出登录，操作会等到重新登录后继续。',
    goesOn: '已登录，等待中的操作继续进行。',
  },
};
