/** Where the keyboard goes next: arrows in one or two dimensions, Home, End, pages. */

/** What is typed within so long after a letter belongs to the same name, a space too. */
export const wordPauseMs = 900;

export interface Field {
  readonly index: number;
  readonly count: number;
  /** 1 in a list. */
  readonly columns: number;
  /** Rows that fit into the view. */
  readonly rows: number;
  readonly rtl?: boolean;
}

/** The index a key leads to, or undefined when the key does not move. In a list, left and right do nothing. */
export function nextIndex(key: string, field: Field): number | undefined {
  const { index, count, columns, rows } = field;
  if (count === 0) return undefined;
  const last = count - 1;
  const clamp = (to: number) => Math.max(0, Math.min(last, to));
  const forward = field.rtl ? 'ArrowLeft' : 'ArrowRight';
  const backward = field.rtl ? 'ArrowRight' : 'ArrowLeft';
  const page = Math.max(1, rows - 1) * columns;
  switch (key) {
    case 'ArrowDown': {
      if (index + columns <= last) return index + columns;
      /* Nothing right below: the last row is shorter, so its end is nearest. */
      return Math.floor(index / columns) < Math.floor(last / columns) ? last : index;
    }
    case 'ArrowUp':
      return index - columns >= 0 ? index - columns : index;
    case forward:
      return columns > 1 ? clamp(index + 1) : undefined;
    case backward:
      return columns > 1 ? clamp(index - 1) : undefined;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return clamp(Math.min(index + page, lastOfColumn(index % columns, last, columns)));
    case 'PageUp':
      return index - page >= 0 ? index - page : index % columns;
    default:
      return undefined;
  }
}

function lastOfColumn(column: number, last: number, columns: number): number {
  const lastRow = Math.floor(last / columns);
  const place = lastRow * columns + column;
  return place <= last ? place : Math.max(last, place - columns);
}
