/** Where the keyboard goes next: arrows in one or two dimensions, Home, End, pages, and typing a name. */

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

const pauseMs = 900;

/** Collects what is typed and finds the next name that begins so; a pause starts a new word. */
export class TypeAhead {
  private typed = '';
  private at = Number.NEGATIVE_INFINITY;

  /** Whether a space now belongs to a name that is being typed (else it is a key of its own). */
  isTyping(now: number): boolean {
    return this.typed !== '' && now - this.at < pauseMs;
  }

  /** Another key ends the word. */
  end(): void {
    this.typed = '';
  }

  /** Index of the next match from `index`, or undefined. The same letter again goes to the next one. */
  find(sign: string, names: readonly string[], index: number, now: number): number | undefined {
    const typing = this.isTyping(now);
    this.at = now;
    const letter = sign.toLocaleLowerCase();
    const same = typing && [...this.typed].every((each) => each === letter);
    this.typed = typing ? this.typed + letter : letter;
    const inOrder = (prefix: string, start: number) => {
      for (let step = 0; step < names.length; step++) {
        const place = (start + step) % names.length;
        if (names[place]?.toLocaleLowerCase().startsWith(prefix)) return place;
      }
      return undefined;
    };
    /* A longer word may still fit the item one stands on; one letter goes on to the next. */
    const whole = inOrder(this.typed, [...this.typed].length > 1 ? Math.max(0, index) : index + 1);
    return whole ?? (same ? inOrder(letter, index + 1) : undefined);
  }
}
