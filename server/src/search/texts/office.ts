import type { ExtractionLimits } from './limits.ts';
import { readHtml, readXml, TextSink, type XmlRules } from './markup.ts';
import { PackedDocument } from './packed.ts';

/** Which parts of a packed document hold its text, in their order, and how. */
interface PackedFormat {
  readonly parts: readonly RegExp[];
  readonly rules: XmlRules | 'html';
}

const set = (names: string) => new Set(names.split(' '));

const openDocument: PackedFormat = {
  parts: [/^content\.xml$/],
  rules: {
    lines: set('text:p text:h table:table-row'),
    blanks: set('text:s text:tab text:line-break table:table-cell'),
    skip: (name) => name === 'office:automatic-styles' || name === 'office:scripts' || name === 'text:tracked-changes',
  },
};

const formats = {
  docx: {
    parts: [
      /^word\/document\d*\.xml$/,
      /^word\/(header|footer)\d*\.xml$/,
      /^word\/(footnotes|endnotes|comments)\.xml$/,
    ],
    rules: { text: set('w:t'), lines: set('w:p w:tr'), blanks: set('w:tab w:br w:cr w:tc') },
  },
  xlsx: {
    // Cells point to the shared texts by number; numbers and texts of their own stand in the sheets.
    parts: [/^xl\/sharedStrings\.xml$/, /^xl\/worksheets\/sheet\d+\.xml$/, /^xl\/comments\d*\.xml$/],
    rules: {
      text: set('t v'),
      lines: set('si row comment'),
      blanks: set('c'),
      skip: (name, { t }) => (name === 'c' && t === 's') || name === 'rPh' || name === 'f',
    },
  },
  pptx: {
    parts: [/^ppt\/slides\/slide\d+\.xml$/, /^ppt\/notesSlides\/notesSlide\d+\.xml$/],
    rules: { text: set('a:t'), lines: set('a:p'), blanks: set('a:br a:tab a:tc') },
  },
  odt: openDocument,
  ods: openDocument,
  odp: openDocument,
  epub: { parts: [/\.x?html?$/i], rules: 'html' },
} as const satisfies Record<string, PackedFormat>;

export type PackedExtension = keyof typeof formats;
export const packedExtensions = Object.keys(formats) as PackedExtension[];

/** The text of a packed document. @throws Unreadable */
export async function readPacked(extension: PackedExtension, bytes: Buffer, limits: ExtractionLimits): Promise<string> {
  const format: PackedFormat = formats[extension];
  const document = await PackedDocument.open(bytes, limits);
  const sink = new TextSink(limits.characters);
  for (const pattern of format.parts) {
    for (const name of document.names(pattern)) {
      if (sink.isFull) return sink.toString();
      const text = await document.text(name);
      if (format.rules === 'html') readHtml(text, sink);
      else readXml(text, format.rules, sink);
      sink.add('\n');
    }
  }
  return sink.toString();
}
