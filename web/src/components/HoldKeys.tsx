/** Keys that are pressed while what they are meant for is still being loaded: the page must not have them. */
import { useLayoutEffect } from 'react';

let typed = '';

/** Stands in for something with a field that is being loaded, and keeps what is typed for it. */
export function HoldKeys(): null {
  useLayoutEffect(() => {
    typed = '';
    const hold = (event: KeyboardEvent) => {
      const { key } = event;
      event.stopPropagation();
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key.length === 1) typed += key;
      else if (key === 'Backspace') typed = typed.slice(0, -1);
      event.preventDefault();
    };
    window.addEventListener('keydown', hold, true);
    return () => window.removeEventListener('keydown', hold, true);
  }, []);
  return null;
}

/** What was typed meanwhile, once. */
export function takeTyped(): string {
  const text = typed;
  typed = '';
  return text;
}
