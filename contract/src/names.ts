/**
 * The rule for names of files and folders: file.md 5.1, with control characters refused; and what a storage takes of
 * them. Said here for both sides: the server refuses by it, clients explain by it before they send anything.
 */
import { ApiError, ErrorCode } from './errors.ts';

/** Longest name, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;

const FORBIDDEN = new Set('\\/:*?"<>|');

/** What is wrong with a name. `sign` is the character that may not be in it. */
export type NameFault =
  | { readonly kind: 'empty' | 'dots' | 'control' | 'unicode' | 'long' }
  | { readonly kind: 'sign'; readonly sign: string };

/**
 * What no object may be called, or undefined when the name is fine. No trimming and no reserved device names: leading
 * dots and trailing spaces are fine.
 */
export function nameFault(name: string): NameFault | undefined {
  if (name === '') return { kind: 'empty' };
  if (name === '.' || name === '..') return { kind: 'dots' };
  let bytes = 0;
  for (const character of name) {
    const fault = characterFault(character);
    if (fault) return fault;
    bytes += bytesOf(character);
    // Checked on the way, so that a huge text costs no more than a name.
    if (bytes > MAX_NAME_BYTES) return { kind: 'long' };
  }
  return undefined;
}

/** Why one character (a code point) may not be in a name, or undefined when it may. */
export function characterFault(character: string): NameFault | undefined {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return { kind: 'control' };
  if (FORBIDDEN.has(character)) return { kind: 'sign', sign: character };
  if (point >= 0xd800 && point <= 0xdfff) return { kind: 'unicode' };
  return undefined;
}

function bytesOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/** Refuses what no object may be called, with ApiError 40052 and a message that names the reason. */
export function checkName(name: string): void {
  const fault = nameFault(name);
  if (fault) throw new ApiError(ErrorCode.ILLEGAL_OBJECT_NAME, sentenceOf(fault, name));
}

/** Longer endings are taken for a part of the name: what is kept is what tells people the type. */
const longestExtension = 32;

/** `report.pdf` becomes `report (2).pdf`; a name that would get too long loses the end of its stem. */
export function numberedName(name: string, number: number, isFolder = false): string {
  return shortenedName(name, ` (${number})`, isFolder);
}

/** A name with something between its stem and its extension; the stem loses its end when the whole would be too long. */
export function shortenedName(name: string, between: string, isFolder: boolean): string {
  const dot = isFolder ? -1 : name.lastIndexOf('.');
  const at = dot > 0 && lengthOf(name.slice(dot)) <= longestExtension ? dot : name.length;
  const suffix = between + name.slice(at);
  const room = MAX_NAME_BYTES - lengthOf(suffix);
  let stem = '';
  let bytes = 0;
  for (const character of name.slice(0, at)) {
    bytes += bytesOf(character);
    if (bytes > room) break;
    stem += character;
  }
  return stem + suffix;
}

/** Bytes of a text in UTF-8. */
function lengthOf(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character);
  return bytes;
}

function sentenceOf(fault: NameFault, name: string): string {
  switch (fault.kind) {
    case 'empty':
      return 'A name must not be empty.';
    case 'dots':
      return `"${name}" is not allowed as a name.`;
    case 'control':
      return 'A name must not contain control characters.';
    case 'sign':
      return `A name must not contain "${fault.sign}".`;
    case 'unicode':
      return 'A name must be valid Unicode text.';
    case 'long':
      return `A name must not be longer than ${MAX_NAME_BYTES} bytes.`;
  }
}

/** What a storage takes as names of files. Expressions are of RE2 syntax: who checks brings the engine for them. */
export interface FileNameRule {
  /** Extensions in lower case, without a dot; an empty list is no rule. */
  readonly extensions?: { readonly listed: ReadonlySet<string>; readonly areForbidden: boolean };
  /** Whether an expression is found in the name. */
  readonly pattern?: { readonly isFoundIn: (name: string) => boolean; readonly isForbidden: boolean };
}

/** Why a storage does not take a file of this name: its type, or its name as a whole. */
export type FileNameFault = { readonly kind: 'type'; readonly extension: string } | { readonly kind: 'pattern' };

/** What keeps a file of this name out of a storage, or undefined when nothing does. Folders have no such rule. */
export function fileNameFault({ extensions, pattern }: FileNameRule, name: string): FileNameFault | undefined {
  if (extensions && extensions.listed.size > 0) {
    const extension = storedExtension(name);
    if (extensions.listed.has(extension) === extensions.areForbidden) return { kind: 'type', extension };
  }
  if (pattern && pattern.isFoundIn(name) === pattern.isForbidden) return { kind: 'pattern' };
  return undefined;
}

/** What stands behind the last dot, in lower case; '' without one. To a storage `.profile` is of type `profile`. */
export function storedExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
