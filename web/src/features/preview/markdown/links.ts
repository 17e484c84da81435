/** Where links and pictures of a Markdown file lead. What it says is somebody's text: only known ways are taken. */
import type { FileUri } from '@canopy/contract';

export type Target =
  /** Another site; opened in a tab of its own. */
  | { readonly kind: 'web'; readonly href: string }
  /** A heading of the same text. */
  | { readonly kind: 'heading'; readonly id: string }
  /** A file or folder of the drive. */
  | { readonly kind: 'file'; readonly uri: FileUri };

const outside = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The target of a link in a file that lies in `folder`; undefined for what can't or must not be followed. */
export function targetOf(href: string, folder: FileUri): Target | undefined {
  const text = href.trim();
  if (text === '') return undefined;
  if (text.startsWith('#')) return { kind: 'heading', id: decoded(text.slice(1)) ?? text.slice(1) };
  /* With a scheme, or without one but with a host: an address of the web, or nothing. */
  if (/^([a-z][a-z\d+.-]*:|\/\/|\\)/i.test(text)) return webTarget(text);
  const path = decoded(text.replace(/[?#].*$/, ''));
  if (path === undefined) return undefined;
  let place = path.startsWith('/') ? rootOf(folder) : folder;
  try {
    for (const name of path.split('/')) {
      if (name === '' || name === '.') continue;
      if (name !== '..') place = place.join(name);
      else if (place.isRoot) return undefined;
      else place = place.parent();
    }
  } catch {
    /* A name that no file can have. */
    return undefined;
  }
  return { kind: 'file', uri: place };
}

function webTarget(text: string): Target | undefined {
  try {
    const url = new URL(text.startsWith('//') ? `https:${text}` : text);
    return outside.has(url.protocol) ? { kind: 'web', href: url.href } : undefined;
  } catch {
    return undefined;
  }
}

function rootOf(uri: FileUri): FileUri {
  let place = uri;
  while (!place.isRoot) place = place.parent();
  return place;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The id of a heading, as links in Markdown files spell it: `Getting started` is `getting-started`. */
export function headingId(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
