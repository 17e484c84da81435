/** A condition on names (file.md 2.2), taken apart once and then asked for many names. */
export class NamePattern {
  /** What must occur, in this order and without overlapping. */
  readonly pieces: readonly string[];
  readonly #atStart: boolean;
  readonly #atEnd: boolean;
  readonly folded: boolean;

  /**
   * In double quotes a text is literal and its case counts. Otherwise `*` stands for any run of characters; a
   * pattern with a star at one end is anchored at the other, one with none at either end may occur anywhere.
   */
  constructor(text: string, folding: boolean) {
    const quoted = text.length >= 2 && text.startsWith('"') && text.endsWith('"');
    this.folded = folding && !quoted;
    const pattern = quoted ? text.slice(1, -1) : text;
    const parts = quoted ? [pattern] : pattern.split('*');
    const starred = !quoted && (pattern.startsWith('*') || pattern.endsWith('*'));
    this.#atStart = starred && !pattern.startsWith('*');
    this.#atEnd = starred && !pattern.endsWith('*');
    this.pieces = parts.filter((part) => part !== '').map((part) => (this.folded ? fold(part) : part));
  }

  /** In time linear in the name for each piece: no pattern can be made slow. */
  matches(name: string): boolean {
    const text = this.folded ? fold(name) : name;
    let at = 0;
    for (const [index, piece] of this.pieces.entries()) {
      const last = index === this.pieces.length - 1;
      if (index === 0 && this.#atStart) {
        if (!text.startsWith(piece)) return false;
        at = piece.length;
      } else if (last && this.#atEnd) {
        return text.length - piece.length >= at && text.endsWith(piece);
      } else {
        const found = text.indexOf(piece, at);
        if (found < 0) return false;
        at = found + piece.length;
      }
    }
    return true;
  }
}

/**
 * Without case. Letters whose small form is ASCII although they are not (the Kelvin sign, the dotted capital
 * I) stay as they are, so that databases, which fold ASCII alone, never leave out what we would take.
 */
export function fold(text: string): string {
  return /[\u0130\u212a]/.test(text)
    ? text.replace(/[^\u0130\u212a]+/g, (part) => part.toLowerCase())
    : text.toLowerCase();
}
