/** The headers of a conditional request that count for entity tags. */
export interface Conditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifRange: string | undefined;
}

/**
 * What RFC 9110 section 13.2.2 makes of them for a content with the strong tag `etag` (with its quotes):
 * 412, 304, or 200 = go on.
 */
export function decide(conditions: Conditions, etag: string): 200 | 304 | 412 {
  const { ifMatch, ifNoneMatch } = conditions;
  if (ifMatch !== undefined && !strongTags(ifMatch).some((tag) => tag === '*' || tag === etag)) return 412;
  if (ifNoneMatch !== undefined && tags(ifNoneMatch).some((tag) => tag === '*' || opaque(tag) === etag)) return 304;
  return 200;
}

/** Whether a range may be answered (RFC 9110 section 13.1.5): only for the very same content. A date never matches. */
export function rangeStillHolds(conditions: Conditions, etag: string): boolean {
  return conditions.ifRange === undefined || conditions.ifRange.trim() === etag;
}

function tags(header: string): string[] {
  if (header.trim() === '*') return ['*'];
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function strongTags(header: string): string[] {
  return tags(header).filter((tag) => !tag.startsWith('W/'));
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
