import { escapeHtml } from '../kernel/index.ts';
import { placesOf, type Term } from './words.ts';

/** Characters that are shown of a passage. */
const longest = 320;
/** Characters before the first match. */
const before = 60;

/**
 * The part of a passage around its matches as HTML: its own characters are escaped, matches stand in `<em>`.
 * Undefined when a term does not occur in it.
 */
export function excerptOf(passage: string, terms: readonly Term[]): string | undefined {
  const places = placesOf(terms, passage);
  const first = places?.[0];
  if (!places || !first) return undefined;
  const start = first.start <= before ? 0 : wordBoundary(passage, first.start - before);
  const end = passage.length - start <= longest ? passage.length : wordBoundary(passage, start + longest);
  let html = start > 0 ? '… ' : '';
  let at = start;
  for (const place of places) {
    if (place.start < at || place.end > end) continue;
    html += `${escapeHtml(passage.slice(at, place.start))}<em>${escapeHtml(passage.slice(place.start, place.end))}</em>`;
    at = place.end;
  }
  return html + escapeHtml(passage.slice(at, end).trimEnd()) + (end < passage.trimEnd().length ? ' …' : '');
}

/** A blank near a place, else the place, but never within a character. */
function wordBoundary(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  if (blank >= 0 && blank - at < 20) return blank + 1;
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
