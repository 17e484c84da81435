/** Words of the account menu, and of the same commands in the palette. */
import type { WordTable } from '../i18n/words.ts';

const en = {
  administrator: 'Administrator',
  settings: 'Settings',
  signOut: 'Sign out',
  appearance: 'Appearance',
  themeSystem: 'As the system',
  themeLight: 'Light',
  themeDark: 'Dark',
  density: 'Density',
  densityCompact: 'Compact',
  densityNormal: 'Normal',
  densityRoomy: 'Roomy',
} as const;

export const accountWords: WordTable<keyof typeof en> = {
  en,
  'zh-CN': {
    administrator: '管理员',
    settings: '设置',
    signOut: '退出登录',
    appearance: '外观',
    themeSystem: '跟随系统',
    themeLight: '浅色',
    themeDark: '深色',
    density: '密度',
    densityCompact: '紧凑',
    densityNormal: '标准',
    densityRoomy: '宽松',
  },
};
