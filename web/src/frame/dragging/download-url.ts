/** The text that makes a browser save what is dragged to the desktop. Chromium reads it, others know nothing of it. */
import { kindOf } from '../../files/kinds.ts';
import { extensionOf } from '../../files/names.ts';

const subtypes: Readonly<Record<string, string>> = { jpg: 'jpeg', svg: 'svg+xml', mp3: 'mpeg', mov: 'quicktime' };

/** The type that the name of a file promises. */
export function typeOf(name: string): string {
  const kind = kindOf(name);
  const extension = extensionOf(name);
  if (kind === 'image' || kind === 'video' || kind === 'audio') return `${kind}/${subtypes[extension] ?? extension}`;
  if (kind === 'text') return 'text/plain';
  return kind === 'pdf' || extension === 'zip' ? `application/${extension}` : 'application/octet-stream';
}

/** What Chromium makes a file of: type, name and link, with colons between them. */
export function downloadUrl(name: string, url: string): string {
  /* A name is one part, and one line, of it. */
  return `${typeOf(name)}:${name.replace(/[:\p{Cc}]/gu, '_')}:${url}`;
}
