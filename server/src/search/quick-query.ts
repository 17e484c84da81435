import { ApiError, ErrorCode, type MatchRange, type NameMatch } from '@canopy/contract';
import { FoldedText, fold } from './fold.ts';

/** More words than this make no search better. */
const mostWords = 8;

/** Better is lower. */
export const ranks = ['exact', 'prefix', 'word', 'inside'] as const satisfies readonly NameMatch['rank'][];

/** How a name matches. */
export interface Matching {
  /** Index in `ranks`. */
  readonly rank: number;
  readonly ranges: MatchRange[];
}

/** What somebody typed into a search box, ready to be asked for many names. */
export class QuickQuery {
  /** Folded, each once, longest first: the longest one says most. */
  readonly words: readonly string[];
  /** All of it, folded, its spaces made single ones. */
  readonly whole: string;

  /** @throws ApiError PARAM_INVALID for a text without words. */
  constructor(text: string) {
    if (text.includes('\0')) throw new ApiError(ErrorCode.PARAM_INVALID, 'The search is not text.');
    this.whole = fold(text).trim().replace(/\s+/gu, ' ');
    const words = new Set(this.whole.split(' ').filter((word) => word !== ''));
    if (words.size === 0) throw new ApiError(ErrorCode.PARAM_INVALID, 'Say what to look for.');
    this.words = [...words].sort((a, b) => b.length - a.length).slice(0, mostWords);
  }

  /** Undefined when a word does not occur in the name. */
  match(name: string): Matching | undefined {
    const folded = new FoldedText(name);
    const found: { start: number; end: number; atStart: boolean }[] = [];
    for (const word of this.words) {
      const place = find(folded.text, word);
      if (!place) return undefined;
      found.push({ start: place.at, end: place.at + word.length, atStart: place.atStart });
    }
    return { rank: this.#rank(folded.text, found), ranges: merged(found, folded) };
  }

  #rank(name: string, found: readonly { atStart: boolean }[]): number {
    if (name === this.whole || withoutExtension(name) === this.whole) return 0;
    if (name.startsWith(this.whole)) return 1;
    return found.every(({ atStart }) => atStart) ? 2 : 3;
  }
}

/** The first place at which a word begins, else the first of all. */
function find(name: string, word: string): { at: number; atStart: boolean } | undefined {
  const first = name.indexOf(word);
  if (first < 0) return undefined;
  for (let at = first; at >= 0; at = name.indexOf(word, at + 1)) if (beginsWord(name, at)) return { at, atStart: true };
  return { at: first, atStart: false };
}

const letterOrDigit = /[\p{L}\p{N}]/u;
const digit = /\p{N}/u;
/** Scripts without spaces: there every character may begin a word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Whether a word of the name begins at `at`. */
export function beginsWord(name: string, at: number): boolean {
  if (at === 0) return true;
  const before = characterBefore(name, at);
  const here = String.fromCodePoint(name.codePointAt(at) ?? 0);
  if (!letterOrDigit.test(before) || !letterOrDigit.test(here) || unspaced.test(here) || unspaced.test(before))
    return true;
  return digit.test(before) !== digit.test(here);
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && at >= 2;
  return text.slice(at - (isPair ? 2 : 1), at);
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** As places in the original name, in order, overlapping ones joined. */
function merged(found: readonly { start: number; end: number }[], folded: FoldedText): MatchRange[] {
  const ranges: { start: number; end: number }[] = [];
  const places = found.map(({ start, end }) => folded.original(start, end));
  for (const { start, end } of places.sort((a, b) => a.start - b.start)) {
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}
