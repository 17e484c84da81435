/** The settings that are more than a number or a text, and the guards that let them in. */
import type { CustomNavItem, CustomProps, FileViewer } from '@canopy/contract';

/** Options of the user interface for one main colour. */
export interface Theme {
  readonly light: object;
  readonly dark: object;
}
export type Themes = Readonly<Record<string, Theme>>;

/** Which icon stands for which extensions: a named one in a colour, or a picture. */
export interface ExtensionIcon {
  readonly exts: readonly string[];
  readonly icon?: string;
  readonly color?: string;
  readonly color_dark?: string;
  readonly img?: string;
}

type Guard<Value> = (value: unknown) => value is Value;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText: Guard<string> = (value) => typeof value === 'string';

function listOf<Item>(item: Guard<Item>): Guard<Item[]> {
  return (value): value is Item[] => Array.isArray(value) && value.every(item);
}

function mapOf<Value>(item: Guard<Value>): Guard<Record<string, Value>> {
  return (value): value is Record<string, Value> => isObject(value) && Object.values(value).every(item);
}

function optional<Value>(guard: Guard<Value>): Guard<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || guard(value);
}

export const isTextMap = mapOf(isText);

export const isNumberList: Guard<number[]> = listOf((value): value is number => Number.isSafeInteger(value));
export const isTextListMap = mapOf(listOf(isText));

const isTheme: Guard<Theme> = (value): value is Theme =>
  isObject(value) && isObject(value.light) && isObject(value.dark);
/** At least one theme: the app cannot draw itself without any. */
export const isThemes: Guard<Themes> = (value): value is Themes =>
  mapOf(isTheme)(value) && Object.keys(value).length > 0;

export const isIcons = listOf(
  (value): value is ExtensionIcon =>
    isObject(value) &&
    listOf(isText)(value.exts) &&
    [value.icon, value.color, value.color_dark, value.img].every(optional(isText)),
);

export const isNavItems = listOf(
  (value): value is CustomNavItem => isObject(value) && isText(value.icon) && isText(value.name) && isText(value.url),
);

const propertyTypes = ['text', 'number', 'boolean', 'select', 'multi_select', 'link', 'rating'];
export const isProperties = listOf(
  (value): value is CustomProps =>
    isObject(value) && isText(value.id) && isText(value.name) && propertyTypes.includes(String(value.type)),
);

const viewerTypes = ['builtin', 'wopi', 'custom'];
const isViewer: Guard<FileViewer['viewers'][number]> = (value): value is FileViewer['viewers'][number] =>
  isObject(value) &&
  isText(value.id) &&
  isText(value.display_name) &&
  viewerTypes.includes(String(value.type)) &&
  listOf(isText)(value.exts);
/** At least one group: clients read the first without looking. */
export const isViewerGroups: Guard<FileViewer[]> = (value): value is FileViewer[] =>
  listOf((group): group is FileViewer => isObject(group) && listOf(isViewer)(group.viewers))(value) && value.length > 0;
