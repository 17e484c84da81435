export { catalogue, isSettingKey, type SettingKey, type SettingValues } from './catalogue.ts';
export type { Setting } from './setting.ts';
export { Settings, type SettingsOptions } from './settings.ts';
export type { ExtensionIcon, Theme, Themes } from './structures.ts';
