/**
 * Public ids: `hashids` of the two numbers (row number, kind) under a salt of the site, account.md section 7.
 * An id of one kind is refused where another kind is expected. Files of all kinds, folders too, use FILE.
 *
 * A listing of 100 files needs 200 ids, so the algorithm stands here in the one form we need (two numbers, no
 * minimum length, hence no guards): its reshuffled alphabets depend only on the salt and the first character, and
 * are made once. The tests compare every result with the `hashids` package.
 */
import { ApiError, ErrorCode } from './errors.ts';

export const IdKind = {
  SHARE: 0,
  USER: 1,
  FILE: 2,
  FOLDER: 3,
  TAG: 4,
  POLICY: 5,
  DIRECT_LINK: 6,
  GROUP: 7,
  ENTITY: 8,
  AUDIT_LOG: 9,
  NODE: 10,
  TASK: 11,
  DAV_ACCOUNT: 12,
  PAYMENT: 13,
} as const;
export type IdKind = (typeof IdKind)[keyof typeof IdKind];

/** Fixed by the protocol: another order would give other ids for the same salt. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890';
/** Letters set aside to stand between the numbers. */
const SEPARATORS = 'cfhistuCFHISTU';
/** One letter in twelve of the rest is set aside for padding, which ids of this protocol never have. */
const GUARD_SHARE = 12;
/** The first character tells the sum of the numbers modulo 100 and 101, modulo the size of the alphabet. */
const [MODULUS_OF_ID, MODULUS_OF_KIND] = [100, 101];

/** No id we hand out is nearly this long; longer input is not worth decoding. */
const MAX_ID_LENGTH = 64;

/** The digits of both numbers for one first character. */
interface Digits {
  readonly ofId: string;
  readonly ofKind: string;
}

/** Turns row numbers into public ids and back. One per site: the salt decides every id and must never change. */
export class IdCodec {
  readonly #alphabet: string;
  readonly #separators: string;
  readonly #digits: readonly Digits[];

  constructor(salt: string) {
    const letters = [...ALPHABET].filter((letter) => !SEPARATORS.includes(letter)).join('');
    const shuffled = shuffle(letters, salt);
    const alphabet = shuffled.slice(Math.ceil(shuffled.length / GUARD_SHARE));
    this.#alphabet = alphabet;
    this.#separators = shuffle(SEPARATORS, salt);
    this.#digits = [...alphabet].map((first) => {
      const ofId = shuffle(alphabet, first + salt + alphabet);
      return { ofId, ofKind: shuffle(ofId, first + salt + ofId) };
    });
  }

  /** The public id of a row. `id` is a whole number from 0 (0 is the anonymous user, or the empty entity). */
  encode(kind: IdKind, id: number): string {
    if (!Number.isSafeInteger(id) || id < 0) throw new RangeError(`row number ${id} is out of range`);
    return this.#encode(id, kind);
  }

  /** The row number of a public id; ApiError 40001 for garbage and for ids of another kind. */
  decode(kind: IdKind, text: string): number {
    const id = this.tryDecode(kind, text);
    if (id === undefined) throw new ApiError(ErrorCode.PARAM_INVALID, 'The id is not valid.');
    return id;
  }

  /** As `decode`, with undefined instead of an error. */
  tryDecode(kind: IdKind, text: string): number | undefined {
    if (text.length < 4 || text.length > MAX_ID_LENGTH) return undefined;
    const digits = this.#digits[this.#alphabet.indexOf(text.charAt(0))];
    if (digits === undefined) return undefined;
    let id = 0;
    for (let at = 1; at < text.length; at += 1) {
      const digit = digits.ofId.indexOf(text.charAt(at));
      if (digit < 0) break;
      id = id * digits.ofId.length + digit;
    }
    // Writing it again checks the separator, the kind and that this is the one spelling of the number.
    return Number.isSafeInteger(id) && this.#encode(id, kind) === text ? id : undefined;
  }

  #encode(id: number, kind: number): string {
    const which = ((id % MODULUS_OF_ID) + (kind % MODULUS_OF_KIND)) % this.#alphabet.length;
    const digits = this.#digits[which] as Digits;
    const idText = inDigits(id, digits.ofId);
    const separator = (id % idText.charCodeAt(0)) % this.#separators.length;
    return this.#alphabet.charAt(which) + idText + this.#separators.charAt(separator) + inDigits(kind, digits.ofKind);
  }
}

/** `value` written with the given digits, most significant first. */
function inDigits(value: number, digits: string): string {
  let text = '';
  let rest = value;
  do {
    text = digits.charAt(rest % digits.length) + text;
    rest = Math.floor(rest / digits.length);
  } while (rest > 0);
  return text;
}

/** The shuffle of hashids: the same text and key always give the same order; an empty key leaves it as it is. */
function shuffle(text: string, key: string): string {
  if (key === '') return text;
  const letters = [...text];
  let sum = 0;
  for (let last = letters.length - 1, at = 0; last > 0; last -= 1, at = (at + 1) % key.length) {
    const code = key.charCodeAt(at);
    sum += code;
    const other = (code + at + sum) % last;
    [letters[last], letters[other]] = [letters[other] as string, letters[last] as string];
  }
  return letters.join('');
}
