/** What this device remembers about how its person likes to look at things. No account, no server. */
import type { ListViewColumn } from '@canopy/contract';
import { create } from 'zustand';
import { type Language, preferredLanguage } from '../i18n/index.tsx';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'normal' | 'roomy';
export type View = 'list' | 'grid' | 'gallery';
export type SortKey = 'name' | 'size' | 'updated_at' | 'created_at';
export interface Order {
  readonly by: SortKey;
  readonly direction: 'asc' | 'desc';
}

export interface Preferences {
  readonly theme: Theme;
  /** undefined = the language of the browser. */
  readonly language: Language | undefined;
  readonly density: Density;
  readonly view: View;
  readonly order: Order;
  /** Columns of the list where no view is stored; undefined = the usual ones. */
  readonly columns?: readonly ListViewColumn[] | undefined;
  /** Least width of a picture of the gallery where no view is stored, pixels; undefined = the usual one. */
  readonly tile?: number;
  /** Whether names stand on the pictures of the gallery, and not only when one points at them. */
  readonly galleryNames?: boolean;
  /** Whether the folders stand open at the side. */
  readonly tree?: boolean;
  /** Whether the details stand open beside the files. */
  readonly details: boolean;
  /** Folders (URIs) that things were lately moved or copied to, newest first. */
  readonly recentTargets: readonly string[];
  /** What was looked for lately, newest first. */
  readonly recentSearches: readonly string[];
}

const storageKey = 'canopy.preferences';

const usual: Preferences = {
  theme: 'system',
  language: undefined,
  density: 'normal',
  view: 'list',
  order: { by: 'name', direction: 'asc' },
  details: false,
  recentTargets: [],
  recentSearches: [],
};

/** What was stored; anything that is not understood is as usual. */
function stored(): Partial<Preferences> {
  try {
    const { state } = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as { state?: Partial<Preferences> };
    return state ?? {};
  } catch {
    return {};
  }
}

export const usePreferences = create<Preferences>(() => ({ ...usual, ...stored() }));

/* Theme and language are also read by public/head.js, before the first paint. */
usePreferences.subscribe((state) => {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ state, version: 1 }));
  } catch {
    /* A full or forbidden storage: the choice holds until the page is closed. */
  }
});

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}

/** The language chosen, or the one of the browser. */
export function currentLanguage(preferences: Pick<Preferences, 'language'> = usePreferences.getState()): Language {
  return preferences.language ?? preferredLanguage(navigator.languages);
}
