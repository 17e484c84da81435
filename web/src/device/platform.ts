/** What kind of device this is: names of keys, phone or desk, connected or not. */
import { useSyncExternalStore } from 'react';

const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether there is a screen to touch, beside a mouse or instead of one. */
export const hasTouch = typeof navigator !== 'undefined' && navigator.maxTouchPoints > 0;

/** A key combination as this platform writes it: `keyName('mod', 'Z')` is `⌘Z` or `Ctrl+Z`. */
export function keyName(...parts: string[]): string {
  const names: Readonly<Record<string, string>> = apple
    ? { mod: '⌘', alt: '⌥', shift: '⇧', Delete: '⌫', Enter: '↵' }
    : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', Delete: 'Del' };
  return parts.map((part) => names[part] ?? part).join(apple ? '' : '+');
}

/** Whether the platform's command key is held (Cmd on Apple machines, Ctrl elsewhere). */
export function isMod(event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return apple ? event.metaKey : event.ctrlKey;
}

/** The same width as in the style sheets. */
const phone = typeof window !== 'undefined' && window.matchMedia ? window.matchMedia('(max-width: 720px)') : undefined;

function subscribePhone(changed: () => void): () => void {
  phone?.addEventListener('change', changed);
  return () => phone?.removeEventListener('change', changed);
}

/** The narrow layout: bottom bar and bottom sheets. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribePhone, () => phone?.matches ?? false);
}

function subscribeOnline(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Whether the browser believes to be connected. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribeOnline, () => navigator.onLine);
}
