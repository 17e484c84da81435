/** Bytes of a text file that says nothing about its encoding. */

/** Encodings to choose from, by the names that TextDecoder knows. */
export const encodings = [
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
  'utf-16le',
  'utf-16be',
] as const;
export type Encoding = (typeof encodings)[number];

const looked = 8192;

/** Whether bytes are more likely a program's than a person's: a NUL in text of one-byte units. */
export function looksBinary(bytes: Uint8Array): boolean {
  const encoding = markOf(bytes);
  return encoding !== 'utf-16le' && encoding !== 'utf-16be' && bytes.subarray(0, looked).includes(0);
}

/** The encoding that a byte order mark tells. */
function markOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/**
 * The likely encoding of the begin of a file: what its mark says; UTF-8 when it is valid (a letter may be cut at the
 * end); else GB 18030, which holds GBK and GB 2312; else the one in which every byte is a letter.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const mark = markOf(bytes);
  if (mark) return mark;
  for (const encoding of ['utf-8', 'gb18030'] as const) if (fits(bytes, encoding)) return encoding;
  return 'windows-1252';
}

function fits(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether a byte order mark stands before the text. */
export function hasMark(bytes: Uint8Array): boolean {
  return markOf(bytes) !== undefined;
}

/** Whether all bytes of the pieces of a text mean something in an encoding. */
export function isValid(pieces: readonly Uint8Array[], encoding: Encoding): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (const piece of pieces) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of pieces that follow each other; letters that are cut between two pieces are whole. */
export function decodeAll(pieces: readonly Uint8Array[], encoding: Encoding, isComplete: boolean): string {
  const decoder = new TextDecoder(encoding);
  let text = '';
  for (const piece of pieces) text += decoder.decode(piece, { stream: true });
  if (isComplete) return text + decoder.decode();
  /* It may be half of a line break. */
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
