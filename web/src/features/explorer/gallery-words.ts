/** Words about the size of the pictures of a gallery. */
import type { WordTable } from '../../i18n/words.ts';

const en = {
  width: 'Size of the pictures',
  pixels: '{n, plural, one {# pixel} other {# pixels}}',
  names: 'Names on the pictures',
} as const;

export const galleryWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    width: '图片大小',
    pixels: '{n, plural, other {# 像素}}',
    names: '在图片上显示名称',
  },
};
