import { TextSink } from './markup.ts';

/** Groups that hold no text of the document. */
const silentGroups = new Set(
  'fonttbl colortbl stylesheet listtable listoverridetable info pict object header footer themedata datastore generator xmlnstbl rsidtbl latentstyles'.split(
    ' ',
  ),
);
const breaks: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  page: '\n',
  row: '\n',
  sect: '\n',
  tab: '\t',
  cell: ' ',
};
const symbols: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};
const codePages: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1253: 'windows-1253',
  1254: 'windows-1254',
};
/** Deeper groups than this are left out, for no document needs them. */
const deepest = 1_000;

interface Group {
  readonly silent: boolean;
  /** Characters that stand for one Unicode character to readers that know none. */
  readonly fallback: number;
}

/** The text of a document in the Rich Text Format, in one pass. */
export function readRtf(source: string, most: number): string {
  const sink = new TextSink(most);
  const groups: Group[] = [];
  let group: Group = { silent: false, fallback: 1 };
  let decoder = new TextDecoder('windows-1252');
  let bytes: number[] = [];
  let skip = 0;
  const flush = () => {
    if (bytes.length > 0 && !group.silent) sink.add(decoder.decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  const show = (text: string) => {
    flush();
    if (!group.silent) sink.add(text);
  };
  // Groups, control words, bytes in hexadecimal, control symbols, and runs of anything else.
  const token = /[{}]|\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|[^\\{}]+/gi;
  for (const [text, word, number, hex, symbol] of source.matchAll(token)) {
    if (sink.isFull) break;
    if (text === '{') {
      flush();
      if (groups.length < deepest) groups.push(group);
    } else if (text === '}') {
      flush();
      group = groups.pop() ?? group;
      skip = 0;
    } else if (word !== undefined) control(word, number === undefined ? undefined : Number(number));
    else if (hex !== undefined) {
      if (skip > 0) skip--;
      else bytes.push(Number.parseInt(hex, 16));
    } else if (symbol !== undefined) {
      if (symbol === '*') group = { ...group, silent: true };
      else if ('\\{}'.includes(symbol)) show(symbol);
      else if (symbol === '~') show(' ');
      else if (symbol === '\n' || symbol === '\r') show('\n');
    } else {
      const plain = text.replace(/[\r\n]/g, '');
      const left = plain.slice(skip);
      skip = Math.max(0, skip - plain.length);
      if (left !== '') show(left);
    }
  }
  flush();
  return sink.toString();

  function control(word: string, value: number | undefined) {
    if (silentGroups.has(word)) {
      flush();
      group = { ...group, silent: true };
    } else if (word === 'ansicpg') decoder = new TextDecoder(codePages[value ?? 0] ?? 'windows-1252');
    else if (word === 'uc') group = { ...group, fallback: Math.min(16, Math.max(0, value ?? 1)) };
    else if (word === 'u') {
      show(String.fromCharCode((value ?? 0) & 0xffff));
      skip = group.fallback;
    } else if (word === 'bin') skip += Math.max(0, value ?? 0);
    else {
      const shown = breaks[word] ?? symbols[word];
      if (shown !== undefined) show(shown);
    }
  }
}
