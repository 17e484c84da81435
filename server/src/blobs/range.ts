/** Bytes `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * - undefined: send everything (no range, one that is malformed, or ranges that ask for more than there is).
 * - an empty list: none of the ranges can be satisfied, 416.
 */
export type RangeDecision = readonly ByteRange[] | undefined;

/** A client that wants more places of one file than this is not reading, it is attacking. */
const maxRanges = 64;
const maxHeaderLength = 4096;

/**
 * Reads a `Range` header (RFC 9110 section 14.2) for a content of `size` bytes. A malformed header is ignored, as
 * section 14.2 wants it; so are ranges whose sum is more than the content, and ranges of an empty content.
 */
export function parseRange(header: string | undefined, size: number): RangeDecision {
  if (header === undefined || size === 0 || header.length > maxHeaderLength) return undefined;
  const match = /^[ \t]*bytes[ \t]*=/i.exec(header);
  if (!match) return undefined;
  const ranges: ByteRange[] = [];
  let total = 0;
  let specs = 0;
  for (const part of header.slice(match[0].length).split(',')) {
    const spec = part.trim();
    // Empty list elements are allowed (section 5.6.1.2).
    if (spec === '') continue;
    specs += 1;
    if (specs > maxRanges) return undefined;
    const range = parseSpec(spec, size);
    if (range === 'malformed') return undefined;
    if (!range) continue;
    ranges.push(range);
    total += range.end - range.start;
  }
  if (specs === 0 || total > size) return undefined;
  return ranges;
}

/** `a-b`, `a-` or `-n`; undefined = outside of the content. */
function parseSpec(spec: string, size: number): ByteRange | 'malformed' | undefined {
  const match = /^(\d*)-(\d*)$/.exec(spec);
  if (!match) return 'malformed';
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return 'malformed';
    const length = Math.min(Number(last), size);
    return length === 0 ? undefined : { start: size - length, end: size };
  }
  // Numbers too long for a double become Infinity or lose their last digits: both lie beyond every content.
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'malformed';
  if (start >= size) return undefined;
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
