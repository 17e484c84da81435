export { hasTouch, isMod, keyName, useOnline, usePhone } from './platform.ts';
export {
  currentLanguage,
  type Density,
  type Order,
  type Preferences,
  type SortKey,
  setPreferences,
  type Theme,
  usePreferences,
  type View,
} from './preferences.ts';
