/** The rule for names of files and folders: file.md 5.1, with control characters refused. */
import { ApiError, ErrorCode } from './errors.ts';

/** Longest name, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;

const FORBIDDEN = new Set('\\/:*?"<>|');

/**
 * Refuses what no object may be called, with ApiError 40052 and a message that names the reason. No trimming and no
 * reserved device names: leading dots and trailing spaces are fine.
 */
export function checkName(name: string): void {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new ApiError(ErrorCode.ILLEGAL_OBJECT_NAME, problem);
}

/** Why `name` is refused, or undefined when it is fine. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'A name must not be empty.';
  if (name === '.' || name === '..') return `"${name}" is not allowed as a name.`;
  let bytes = 0;
  for (const character of name) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20) return 'A name must not contain control characters.';
    if (FORBIDDEN.has(character)) return `A name must not contain "${character}".`;
    if (point >= 0xd800 && point <= 0xdfff) return 'A name must be valid Unicode text.';
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    // Checked on the way, so that a huge text costs no more than a name.
    if (bytes > MAX_NAME_BYTES) return `A name must not be longer than ${MAX_NAME_BYTES} bytes.`;
  }
  return undefined;
}
