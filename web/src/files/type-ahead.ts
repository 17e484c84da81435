/** Finding an item by typing how its name begins. Loaded with the first letter. */
import { wordPauseMs } from './steps.ts';

/** Collects what is typed and finds the next name that begins so; a pause starts a new word. */
export class TypeAhead {
  private typed = '';
  private at = Number.NEGATIVE_INFINITY;

  /** Whether a space now belongs to a name that is being typed (else it is a key of its own). */
  isTyping(now: number): boolean {
    return this.typed !== '' && now - this.at < wordPauseMs;
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
    const found = this.seek(names, index);
    return found ?? (same ? this.#next(names, letter, index + 1) : undefined);
  }

  /** What was typed so far. */
  get word(): string {
    return this.typed;
  }

  /** Index of the next name that begins as was typed. */
  seek(names: readonly string[], index: number): number | undefined {
    /* A longer word may still fit the item one stands on; one letter goes on to the next. */
    return this.#next(names, this.typed, [...this.typed].length > 1 ? Math.max(0, index) : index + 1);
  }

  #next(names: readonly string[], prefix: string, start: number): number | undefined {
    for (let step = 0; step < names.length; step++) {
      const place = (start + step) % names.length;
      if (names[place]?.toLocaleLowerCase().startsWith(prefix)) return place;
    }
    return undefined;
  }
}
