import { fold } from './fold.ts';
import { beginsWord } from './quick-query.ts';

/**
 * What the index knows of a name: 32-bit numbers, each the hash of an owner and of a piece of the folded name. Owners
 * share no tokens, so a search reads nothing of anybody else's; two pieces that share a number cost a look at a name
 * that does not match, because every name that is found is compared once more.
 */
export type NameToken = number;

/** Changes when names are cut otherwise: what was cut before is cut again. */
const cutVersion = 1;

/** Kinds of pieces. */
const Piece = { INSIDE: 1, WORD_START: 2, NAME_START: 3, WHOLE: 4 } as const;

/** Longest piece, in characters. */
const longest = 3;
/** Pieces of one text: the database goes through the postings of each, and few of the rare ones leave out most. */
const mostSearched = 4;

/** Everything by which a name can be found. */
export function tokensOfName(ownerId: number, name: string): Set<NameToken> {
  const folded = fold(name);
  const tokens = new Set<NameToken>([whole(ownerId, folded)]);
  const dot = folded.lastIndexOf('.');
  if (dot > 0) tokens.add(whole(ownerId, folded.slice(0, dot)));
  const characters = codePoints(folded);
  addStarts(tokens, ownerId, Piece.NAME_START, characters, 0);
  let unit = 0;
  for (let at = 0; at < characters.length; at++) {
    const one = characters[at] ?? 0;
    let hash = mix(seed(ownerId, Piece.INSIDE), one);
    if (one > 0x7f) tokens.add(finish(hash));
    for (let next = at + 1; next < at + longest && next < characters.length; next++) {
      hash = mix(hash, characters[next] ?? 0);
      tokens.add(finish(hash));
    }
    if (beginsWord(folded, unit)) addStarts(tokens, ownerId, Piece.WORD_START, characters, at);
    unit += one > 0xffff ? 2 : 1;
  }
  return tokens;
}

/**
 * Tokens that every name has in which this text occurs, whatever its case. None for a text that is too short: one
 * character of ASCII occurs nearly everywhere.
 */
export function tokensInside(ownerId: number, text: string): NameToken[] {
  const characters = codePoints(fold(text));
  const length = Math.min(longest, characters.length);
  if (length === 0 || (length === 1 && (characters[0] ?? 0) <= 0x7f)) return [];
  const pieces = Array.from({ length: characters.length - length + 1 }, (_, at) => {
    const piece = characters.slice(at, at + length);
    return { piece, rarity: piece.reduce((sum, character) => sum + rarityOf(character), 0) };
  });
  const rarest = pieces.sort((a, b) => b.rarity - a.rarity);
  // Of equal ones those that stand apart say more than neighbours.
  const step = Math.max(
    1,
    Math.floor(rarest.filter(({ rarity }) => rarity === rarest[0]?.rarity).length / mostSearched),
  );
  const tokens = new Set<NameToken>();
  for (let at = 0; at < rarest.length && tokens.size < mostSearched; at += step) {
    tokens.add(token(ownerId, Piece.INSIDE, ...(rarest[at]?.piece ?? [])));
  }
  return [...tokens];
}

/** A guess: in names letters of ASCII are in many pieces, digits in fewer, and characters of other scripts in few. */
function rarityOf(character: number): number {
  if (character > 0x7f) return 4;
  if (character >= 0x30 && character <= 0x39) return 2;
  return character === 0x20 || character === 0x2e ? 0 : 1;
}

/** The token of names with a word that begins like this one. */
export function tokenOfWordStart(ownerId: number, word: string): NameToken {
  return token(ownerId, Piece.WORD_START, ...codePoints(fold(word)).slice(0, longest));
}

/** The token of names that begin like this text. */
export function tokenOfNameStart(ownerId: number, text: string): NameToken {
  return token(ownerId, Piece.NAME_START, ...codePoints(fold(text)).slice(0, longest));
}

/** The token of names that are this text, their extension aside. */
export function tokenOfWhole(ownerId: number, text: string): NameToken {
  return whole(ownerId, fold(text));
}

/** Tells whether a name was indexed as it is: a number for the name and the way of cutting. */
export function digestOf(name: string): number {
  let hash = cutVersion;
  for (let at = 0; at < name.length; at++) hash = mix(hash, name.charCodeAt(at));
  return finish(hash);
}

function addStarts(tokens: Set<NameToken>, ownerId: number, kind: number, characters: readonly number[], at: number) {
  let hash = seed(ownerId, kind);
  for (let next = at; next < at + longest && next < characters.length; next++) {
    hash = mix(hash, characters[next] ?? 0);
    tokens.add(finish(hash));
  }
}

function whole(ownerId: number, folded: string): NameToken {
  let hash = seed(ownerId, Piece.WHOLE);
  for (let at = 0; at < folded.length; at++) hash = mix(hash, folded.charCodeAt(at));
  return finish(hash);
}

function token(ownerId: number, kind: number, ...characters: readonly number[]): NameToken {
  let hash = seed(ownerId, kind);
  for (const character of characters) hash = mix(hash, character);
  return finish(hash);
}

function seed(ownerId: number, kind: number): number {
  return mix(mix(0x811c9dc5, ownerId), kind);
}

function mix(hash: number, value: number): number {
  const next = Math.imul(hash ^ value, 0x01000193);
  return Math.imul(next ^ (next >>> 15), 0x2c1b3c6d);
}

/** As a signed number of 32 bits, which both databases store. */
function finish(hash: number): number {
  const next = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const last = Math.imul(next ^ (next >>> 15), 0x846ca68b);
  return (last ^ (last >>> 16)) | 0;
}

function codePoints(text: string): number[] {
  const points: number[] = [];
  for (const character of text) points.push(character.codePointAt(0) ?? 0);
  return points;
}
