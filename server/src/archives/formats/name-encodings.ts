/** Names of encodings in the contract, and how the platform calls them. */
const labels: Readonly<Record<string, string>> = {
  ibm866: 'ibm866',
  iso8859_8i: 'iso-8859-8-i',
  ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((n) => [`iso8859_${n}`, `iso-8859-${n}`])),
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  macintosh: 'macintosh',
  macintoshcyrillic: 'x-mac-cyrillic',
  windows874: 'windows-874',
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`windows125${n}`, `windows-125${n}`])),
  gbk: 'gbk',
  gb18030: 'gb18030',
  big5: 'big5',
  eucjp: 'euc-jp',
  iso2022jp: 'iso-2022-jp',
  shiftjis: 'shift_jis',
  euckr: 'euc-kr',
  utf16be: 'utf-16be',
  utf16le: 'utf-16le',
};

/** The name of an encoding in lower case, when it is one that can be asked for. */
export function knownEncoding(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(labels, lower) ? lower : undefined;
}

export type NameDecoder = (name: Uint8Array) => string;

/**
 * Decodes names that do not say how they are encoded.
 * @param encoding one of `knownEncoding`; undefined = found out from all names together where it is sure, else
 *   the code page that the format means (437), in which no byte is lost
 */
export function nameDecoder(encoding: string | undefined, names: readonly Uint8Array[]): NameDecoder {
  const label = encoding === undefined ? detect(names) : labels[encoding];
  if (label === undefined) return decode437;
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return (name) => decoder.decode(name);
}

function detect(names: readonly Uint8Array[]): string | undefined {
  const foreign = names.filter((name) => name.some((byte) => byte >= 0x80));
  if (foreign.length === 0) return 'utf-8';
  if (foreign.every(isUtf8)) return 'utf-8';
  const sure = judges.filter((judge) => judge.isSure(foreign));
  const [only] = sure;
  return only && sure.length === 1 ? only.label : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** How many characters of two bytes there are, of which kinds. */
interface Counts {
  all: number;
  /** Such as names are made of. */
  usual: number;
  /** Such as no other encoding would have in their place. */
  telling: number;
}

interface Judge {
  readonly label: string;
  readonly isSure: (names: readonly Uint8Array[]) => boolean;
}

/** Fewer characters than this say nothing. */
const fewest = 4;

/**
 * The places of frequent characters differ between the encodings of East Asia: whoever finds nearly nothing but
 * frequent characters, and enough that no other one has there, is sure. Korean looks like simplified Chinese and is
 * not guessed.
 */
const judges: readonly Judge[] = [
  judge('gbk', [0x81, 0xfe], (lead, trail) => {
    const ranked = trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3);
    // Leads above 0xC8 are no Hangul.
    return { usual: ranked, telling: ranked && lead > 0xc8 };
  }),
  judge('shift_jis', [0x81, 0xfc], (lead, trail) => {
    const kana = (lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && trail <= 0x96);
    const kanji = lead >= 0x88 && lead <= 0x97;
    return { usual: kana || kanji || lead === 0x81 || lead === 0x82, telling: kana };
  }),
  judge('big5', [0x81, 0xfe], (lead, trail) => {
    const frequent = (lead >= 0xa4 && lead <= 0xc6) || lead === 0xa1;
    return { usual: frequent, telling: frequent && trail < 0x80 };
  }),
];

function judge(
  label: string,
  [firstLead, lastLead]: readonly [number, number],
  kindOf: (lead: number, trail: number) => { usual: boolean; telling: boolean },
): Judge {
  return {
    label,
    isSure(names) {
      const counts: Counts = { all: 0, usual: 0, telling: 0 };
      const decoder = new TextDecoder(label, { fatal: true });
      for (const name of names) {
        try {
          decoder.decode(name);
        } catch {
          return false;
        }
        for (let at = 0; at < name.length; at++) {
          const lead = name[at] as number;
          if (lead < 0x80) continue;
          // Half-width kana of Shift JIS are single bytes, and in names of our days a sign of something else.
          if (lead < firstLead || lead > lastLead || (label === 'shift_jis' && lead > 0x9f && lead < 0xe0))
            return false;
          const { usual, telling } = kindOf(lead, name[++at] ?? 0);
          counts.all++;
          if (usual) counts.usual++;
          if (telling) counts.telling++;
        }
      }
      const { all, usual, telling } = counts;
      return all >= fewest && usual >= all * 0.95 && telling >= all * 0.1;
    },
  };
}

/** Code page 437 from 0x80 on. */
const upper437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

function decode437(name: Uint8Array): string {
  let text = '';
  for (const byte of name) text += byte < 0x80 ? String.fromCharCode(byte) : upper437.charAt(byte - 0x80);
  return text;
}
