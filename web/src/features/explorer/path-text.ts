/** What somebody may write into the path: a path, a file URI, or an address of this drive. All of it is untrusted. */
import { FileUri, MAX_URI_LENGTH } from '@canopy/contract';
import { addressOf, routeOf } from '../../files/address.ts';

/** Where a text leads: to a folder or file, to a page of the drive (an address within it), or to another site. */
export type Written =
  | { readonly kind: 'item'; readonly uri: FileUri }
  | { readonly kind: 'page'; readonly address: string }
  | { readonly kind: 'elsewhere' };

/** The path as it stands in the field: absolute, names as they are. */
export function pathOf(uri: FileUri): string {
  return `/${uri.elements.join('/')}`;
}

/** What a route leads to within the drive, followed to its end. */
function ofRoute(pathname: string, search: string, hops = 3): Written | undefined {
  const route = routeOf(pathname, search);
  if (route.name === 'unknown' || hops === 0) return undefined;
  if (route.name === 'redirect') {
    const [path = '', query = ''] = route.to.split(/\?(.*)/s);
    return ofRoute(path, query, hops - 1);
  }
  if (route.name === 'files' && search === '') return { kind: 'item', uri: route.uri };
  return { kind: 'page', address: search === '' ? pathname : `${pathname}?${search}` };
}

function ofUri(text: string): Written | undefined {
  const uri = FileUri.parse(text);
  if (uri.host === 'my' && uri.id === '' && uri.search === '') return { kind: 'item', uri };
  const [path = '', query = ''] = addressOf(uri).split(/\?(.*)/s);
  return ofRoute(path, query);
}

/** The elements of a path; `..` goes up, never above the top. */
function elementsOf(path: string, from: readonly string[]): string[] {
  const elements = path.startsWith('/') ? [] : [...from];
  for (const name of path.split('/')) {
    if (name === '..') elements.pop();
    else if (name !== '' && name !== '.') elements.push(name);
  }
  return elements;
}

/**
 * Where a text leads, seen from a folder; undefined when it can be no place. `origin` is the drive's own.
 * Names have no slash of either kind, so both separate.
 */
export function readPath(text: string, here: FileUri, origin: string): Written | undefined {
  const quoted = /^\s*"(.*)"\s*$/s.exec(text)?.[1];
  const written = (quoted ?? text).trimStart();
  if (written.trim() === '' || written.length > MAX_URI_LENGTH) return undefined;
  try {
    const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(written)?.[1]?.toLowerCase();
    if (scheme === 'cloudreve') return ofUri(written.trimEnd());
    if (scheme !== undefined) {
      const url = new URL(written);
      return url.origin === origin ? ofRoute(url.pathname, url.search.slice(1)) : { kind: 'elsewhere' };
    }
    return { kind: 'item', uri: here.root().join(...elementsOf(written.replaceAll('\\', '/'), here.elements)) };
  } catch {
    /* A broken escape, or a name that nothing can have. */
    return undefined;
  }
}

/** What is being completed: names in `folder` that begin with `prefix`, written after `before`. */
export interface Completing {
  readonly folder: FileUri;
  readonly before: string;
  readonly prefix: string;
}

/** The name that is being written at the end of a path; undefined where no names are written. */
export function completing(text: string, here: FileUri): Completing | undefined {
  if (/^\s*("|[a-z][a-z\d+.-]*:)/i.test(text)) return undefined;
  const at = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1;
  const before = text.slice(0, at);
  const place = before.trim() === '' ? ({ kind: 'item', uri: here } as const) : readPath(before, here, '');
  return place?.kind === 'item' ? { folder: place.uri, before, prefix: text.slice(at) } : undefined;
}
