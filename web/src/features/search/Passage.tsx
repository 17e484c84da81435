import { Fragment } from 'react';

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };
const plain = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39|#34);/g, (_, name: string) => signs[name] ?? '');

/** Letters before the first match, so that it is in view on one line. */
const leadLength = 24;

/** The pieces of a passage: every second one is a match. Whatever else of HTML is in it is text, or left out. */
export function piecesOf(html: string): string[] {
  const pieces = html.split(/<\/?em>/).map((piece) => plain(piece).replace(/\s+/g, ' '));
  const [lead = '', ...rest] = pieces;
  return [lead.length > leadLength ? `…${endOf(lead)}` : lead.trimStart(), ...rest];
}

/** The last words of a text: whole ones, where it has any. */
function endOf(text: string): string {
  const end = text.slice(-leadLength);
  const blank = end.search(/\s(?=.*\S)/);
  return blank < 0 ? end : end.slice(blank + 1);
}

/** What was found in a text, with the matches marked. */
export function Passage({ html }: { html: string }) {
  return (
    <span className="passage" dir="auto">
      {piecesOf(html).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one passage, never reordered
        <Fragment key={index}>{index % 2 === 1 ? <mark>{piece}</mark> : piece}</Fragment>
      ))}
    </span>
  );
}
