/**
 * Names and words as they are compared: without case, accents and the variants of one character (full-width letters,
 * ligatures). Each character is folded by itself, whatever stands beside it, so that a part of a text is always found
 * in the whole: `fold(a + b)` is `fold(a) + fold(b)`.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

/** A folded text that knows where its characters come from. */
export class FoldedText {
  readonly text: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(original: string) {
    let folded = '';
    let at = 0;
    for (const character of original) {
      const part = foldCharacter(character);
      const end = at + character.length;
      for (let unit = 0; unit < part.length; unit++) {
        this.#starts.push(at);
        this.#ends.push(end);
      }
      // An accent of its own belongs to the character before it.
      if (part === '' && this.#ends.length > 0) this.#ends[this.#ends.length - 1] = end;
      folded += part;
      at = end;
    }
    this.text = folded;
  }

  /** Where the characters `start` up to and without `end` of the folded text stand in the original. */
  original(start: number, end: number): { readonly start: number; readonly end: number } {
    return { start: this.#starts[start] ?? 0, end: this.#ends[end - 1] ?? 0 };
  }
}

/** Accents, and the marks that turn one kana into another. */
const marks = /[\u0300-\u036f\u3099\u309a]/gu;
const known = new Map<string, string>();
/** Characters that are remembered: more than any language has. */
const mostKnown = 20_000;

function foldCharacter(character: string): string {
  if (character < '\x80') return character.toLowerCase();
  let folded = known.get(character);
  if (folded === undefined) {
    folded = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(marks, '').replaceAll('ς', 'σ');
    if (known.size >= mostKnown) known.clear();
    known.set(character, folded);
  }
  return folded;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
