import { FoldedText } from './fold.ts';

/** A word of a text, or two characters of a script without spaces, and where it stands in the text. */
export interface Word {
  /** Folded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Longer words are cut: what is longer is no word of a language. */
const longestWord = 64;
const letters = /[\p{L}\p{N}\p{M}]+/gu;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const beginsUnspaced = new RegExp(`^${unspaced.source}`, 'u');

/**
 * The words of a text in their order. Scripts without spaces give every two neighbouring characters, and the last
 * one of a run by itself, so that a word of any length is found as a phrase of what it gives.
 */
export function wordsOf(original: string): Word[] {
  const folded = new FoldedText(original);
  const words: Word[] = [];
  const add = (start: number, end: number, text: string) => words.push({ text, ...folded.original(start, end) });
  for (const match of folded.text.matchAll(letters)) {
    let at = 0;
    for (const run of match[0].matchAll(unspaced)) {
      if (run.index > at) addSpaced(match[0].slice(at, run.index), match.index + at);
      addUnspaced(run[0], match.index + run.index);
      at = run.index + run[0].length;
    }
    if (at < match[0].length) addSpaced(match[0].slice(at), match.index + at);
  }
  return words;

  function addSpaced(text: string, start: number) {
    add(start, start + text.length, text.slice(0, longestWord));
  }
  function addUnspaced(text: string, start: number) {
    const characters = Array.from(text);
    let at = start;
    for (const [index, character] of characters.entries()) {
      const pair = character + (characters[index + 1] ?? '');
      add(at, at + pair.length, pair);
      at += character.length;
    }
  }
}

/** Something that is looked for in texts: words that stand one behind the other. */
export interface Term {
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly open: boolean;
}

/** More terms than this make no search better. */
const mostTerms = 16;

/**
 * What a query looks for: every word, and what stands in double quotes as a whole.
 * @param typing the last word is perhaps half typed
 */
export function termsOf(query: string, typing: boolean): Term[] {
  const parts = query.split('"').map((text, index) => ({ text, quoted: index % 2 === 1 }));
  const terms: Term[] = [];
  for (const [index, { text, quoted }] of parts.entries()) {
    const pieces = quoted ? [text] : text.split(/\s+/u);
    for (const [at, piece] of pieces.entries()) {
      const last = typing && !quoted && index === parts.length - 1 && at === pieces.length - 1;
      const term = termOf(piece, last);
      if (term) terms.push(term);
    }
  }
  return terms.slice(0, mostTerms);
}

function termOf(text: string, typing: boolean): Term | undefined {
  const words = wordsOf(text).map((word) => word.text);
  const last = words.at(-1);
  if (last === undefined) return undefined;
  if (!isUnspaced(last)) return { words, open: typing };
  // The last character of a run stands for itself only at the end of a run; alone it may be followed by others.
  const before = words.at(-2);
  return before !== undefined && isUnspaced(before) && before.endsWith(last)
    ? { words: words.slice(0, -1), open: false }
    : { words, open: true };
}

function isUnspaced(word: string): boolean {
  return beginsUnspaced.test(word);
}

/** Places where the terms stand in a text: in order, apart from each other. Undefined when one does not occur. */
export function placesOf(terms: readonly Term[], text: string): { start: number; end: number }[] | undefined {
  const words = wordsOf(text);
  const places: { start: number; end: number }[] = [];
  for (const term of terms) {
    const found = words.flatMap((first, at) => {
      const last = words[at + term.words.length - 1];
      return last && occursAt(term, words, at) ? [{ start: first.start, end: last.end }] : [];
    });
    if (found.length === 0) return undefined;
    places.push(...found);
  }
  const joined: { start: number; end: number }[] = [];
  for (const place of places.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && place.start < last.end) last.end = Math.max(last.end, place.end);
    else joined.push({ ...place });
  }
  return joined;
}

function occursAt({ words: wanted, open }: Term, words: readonly Word[], at: number): boolean {
  return wanted.every((word, index) => {
    const here = words[at + index]?.text;
    return open && index === wanted.length - 1 ? here?.startsWith(word) === true : here === word;
  });
}
