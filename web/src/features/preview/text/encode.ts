/** Text as bytes again, when it was changed here. */
import type { Encoding } from './decode.ts';

export interface Format {
  readonly encoding: Encoding;
  /** Whether a byte order mark stands before the text. */
  readonly hasMark: boolean;
}

/** How a changed text is written: as it was, as far as browsers write that; else in UTF-8. */
export function formatToSave({ encoding, hasMark }: Format): Format {
  return encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be'
    ? { encoding, hasMark }
    : { encoding: 'utf-8', hasMark: false };
}

const mark = '\ufeff';

/** The bytes of a text in a format of `formatToSave`. */
export function encode(text: string, { encoding, hasMark }: Format): Uint8Array<ArrayBuffer> {
  const marked = hasMark ? mark + text : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(marked);
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at++) view.setUint16(at * 2, marked.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}

/** The line break that a text has throughout; a line feed when it has several kinds, whose signs then stay as they are. */
export function lineBreakOf(text: string): '\n' | '\r\n' | '\r' {
  const all = text.match(/\r\n|\r|\n/g);
  const [first] = all ?? [];
  return first && all?.every((each) => each === first) ? (first as '\n' | '\r\n' | '\r') : '\n';
}
