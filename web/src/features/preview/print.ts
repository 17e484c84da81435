/**
 * Printing what is shown, and nothing of the page around it. What is to be printed stands beside the page for as long as
 * it is printed, because the page shows only the part that is in its window.
 */
import { useEffect, useRef } from 'react';
import './print.css';

/** Puts something beside the page, to be printed instead of it. @returns what takes it away */
export function layOut(what: Node, kind: 'sheets' | 'picture' | 'text'): () => void {
  document.querySelector('.print-sheets')?.remove();
  const sheets = document.createElement('div');
  sheets.className = `print-sheets is-${kind}`;
  /* Paper is white by night too. */
  sheets.dataset.theme = 'light';
  sheets.append(what);
  document.body.append(sheets);
  return () => sheets.remove();
}

/** Prints. Resolves when the browser is done with it, or when `signal` ends it before. */
export function printed(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    window.addEventListener('afterprint', end, { once: true, signal });
    signal.addEventListener('abort', end, { once: true });
    window.print();
  });
}

/** While the viewer stands there, `make` says what is printed, by the browser's own menu too. */
export function usePrint(kind: 'picture' | 'text', make: () => Node | undefined): void {
  const latest = useRef(make);
  latest.current = make;
  useEffect(() => {
    let takeAway = () => {};
    const before = () => {
      const what = latest.current();
      if (what) takeAway = layOut(what, kind);
    };
    const after = () => takeAway();
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
      takeAway();
    };
  }, [kind]);
}
