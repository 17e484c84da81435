/** Code of a Markdown text in pieces with names of their looks (`tok-keyword`). */
import { LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { classHighlighter, highlightCode } from '@lezer/highlight';

export interface Piece {
  readonly text: string;
  /** Classes for the style sheet; '' = plain. */
  readonly look: string;
}

/** @param language its name as it stands behind the fence, such as `ts` or `shell`; undefined = no such language */
export async function colourCode(text: string, language: string): Promise<readonly Piece[] | undefined> {
  const [name = ''] = language.split(/[\s{,]/);
  const description =
    LanguageDescription.matchLanguageName(languages, name, true) ??
    LanguageDescription.matchFilename(languages, `x.${name}`);
  const support = await description?.load();
  if (!support) return undefined;
  const pieces: Piece[] = [];
  highlightCode(
    text,
    support.language.parser.parse(text),
    classHighlighter,
    (part, look) => pieces.push({ text: part, look }),
    () => pieces.push({ text: '\n', look: '' }),
  );
  return pieces;
}
