import { wordsOf } from '../words.ts';

/** A piece of a text, and its words as the index takes them. */
export interface TextChunk {
  readonly content: string;
  /** Joined by blanks. */
  readonly words: string;
}

/** How far back a better place to cut is looked for, as part of the length. */
const slack = 0.3;

/** Cuts a text into pieces of at most `size` characters, at ends of lines, sentences or words where there are any. */
export function chunksOf(text: string, size: number): TextChunk[] {
  const clean = text
    .replace(/(?!\n)[\p{Cc}\ufffd]/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .toWellFormed();
  const chunks: TextChunk[] = [];
  for (let at = 0; at < clean.length; ) {
    const end = at + size >= clean.length ? clean.length : cutBefore(clean, at, at + size);
    const content = clean.slice(at, end).trim();
    const words = wordsOf(content);
    if (words.length > 0) chunks.push({ content, words: words.map((word) => word.text).join(' ') });
    at = end;
  }
  return chunks;
}

function cutBefore(text: string, start: number, end: number): number {
  const tail = text.slice(Math.floor(end - (end - start) * slack), end);
  const from = end - tail.length;
  for (const mark of [/\n/g, /[.!?。！？…] ?/g, / /g]) {
    const last = [...tail.matchAll(mark)].at(-1);
    if (last) return from + last.index + last[0].length;
  }
  const unit = text.charCodeAt(end);
  return unit >= 0xdc00 && unit <= 0xdfff ? end - 1 : end;
}
