/** Changes the width of a column while its edge is dragged. Loaded with the first touch of an edge. */

interface Resize {
  /** The list; its columns follow the pointer. */
  readonly list: HTMLElement;
  readonly index: number;
  /** Where the pointer went down. */
  readonly x: number;
  readonly onDone: (width: number) => void;
}

const least = 48;
const most = 800;

/** The columns of a list as the style sheet wants them. */
export function templateOf(widths: readonly number[]): string {
  return `minmax(200px, 1fr) ${widths.map((width) => `${width}px`).join(' ')} 52px`;
}

export function startResize({ list, index, x, onDone }: Resize): void {
  const heads = [...list.querySelectorAll<HTMLElement>('.heads > [role=columnheader]')].slice(1, -1);
  const widths = heads.map((head) => Math.round(head.getBoundingClientRect().width));
  const before = widths[index] ?? least;
  const sign = document.documentElement.dir === 'rtl' ? 1 : -1;
  let width = before;
  const onMove = (event: PointerEvent) => {
    /* The edge is the one where the column begins: pulled away from it, the column grows. */
    width = Math.max(least, Math.min(most, before + sign * (event.clientX - x)));
    list.style.setProperty('--columns', templateOf(widths.map((each, at) => (at === index ? width : each))));
  };
  const onEnd = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onEnd);
    window.removeEventListener('pointercancel', onEnd);
    if (width !== before) onDone(width);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onEnd);
  window.addEventListener('pointercancel', onEnd);
}
