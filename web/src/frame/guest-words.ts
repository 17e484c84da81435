/** Words for somebody without an account. */
import type { WordTable } from '../i18n/words.ts';

const en = { signIn: 'Sign in' } as const;

export const guestWords: WordTable<keyof typeof en> = { en, 'zh-CN': { signIn: '登录' } };
