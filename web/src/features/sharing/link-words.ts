/** Words of a link that is copied in one step. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  copiedNew: 'Link copied. Anyone who has it can see {name}',
  copiedOld: 'Link to {name} copied',
  copiedMembers: 'Link to {name} copied. It opens for people with an account',
  notCopied: 'The link could not be copied: {url}',
  failed: '{name} has no link yet. {reason}',
} as const;

export const linkWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    copiedNew: '链接已复制，获得链接的人都能查看“{name}”',
    copiedOld: '“{name}”的链接已复制',
    copiedMembers: '“{name}”的链接已复制，有帐号的人可以打开',
    notCopied: '无法复制链接：{url}',
    failed: '“{name}”还没有链接。{reason}',
  },
};
