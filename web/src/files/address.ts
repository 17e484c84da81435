/**
 * Addresses a person can read aloud, and the file URIs behind them:
 * `/files/Projects/Lake%20house` is `cloudreve://my/Projects/Lake%20house`.
 * `/share/<id>[:<password>]/Renders` is `cloudreve://<id>[:<password>]@share/Renders`.
 * Links of other clients (`/home?path=<file URI>`, `/session`) lead to the same places.
 */
import { FileUri } from '@canopy/contract';

export type Route =
  | { readonly name: 'files'; readonly uri: FileUri }
  | { readonly name: 'share'; readonly uri: FileUri }
  | { readonly name: 'sharedWithMe' }
  | { readonly name: 'myShares' }
  | { readonly name: 'trash' }
  /** The part of the page that is meant; '' = its beginning. */
  | { readonly name: 'settings'; readonly part: string }
  | { readonly name: 'receive' }
  | { readonly name: 'signIn' }
  | { readonly name: 'signUp' }
  | { readonly name: 'redirect'; readonly to: string }
  | { readonly name: 'unknown' };

const filesRoot = '/files';
const shareRoot = '/share';

/** Conditions of a search (the query of a file URI) in an address; the search page says them in words of its own. */
const conditions = 'conditions';

/** Whether the query of an address makes its folder the place of a search. */
export function isSearch(search: string): boolean {
  const query = new URLSearchParams(search);
  return query.has('search') || query.has(conditions);
}

/** The address of a folder, or of a search in it, relative to the site. */
export function addressOf(uri: FileUri): string {
  if (uri.search !== '') return `${addressOf(uri.withoutSearch())}?${conditions}=${encodeURIComponent(uri.search)}`;
  if (uri.host === 'trash') return '/trash';
  if (uri.host === 'shared_with_me') return '/shared-with-me';
  if (uri.host === 'share') {
    const key = [uri.id, uri.password].filter(Boolean).map(encodeURIComponent).join(':');
    return [shareRoot, key, ...uri.elements.map(encodeURIComponent)].join('/');
  }
  if (uri.host === 'my' && uri.id === '') return [filesRoot, ...uri.elements.map(encodeURIComponent)].join('/');
  return `/home?path=${encodeURIComponent(uri.toString())}`;
}

/** The root of the caller's own files. */
export const myFiles = FileUri.parse('cloudreve://my');

/** What others share with the caller. */
export const sharedWithMe = FileUri.root('shared_with_me');

/** The caller's trash. */
export const trashRoot = FileUri.parse('cloudreve://trash');

/** What an address shows. `pathname` is the raw, still encoded path of the location. */
export function routeOf(pathname: string, search: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  if (path === '' || path === '/') return { name: 'redirect', to: filesRoot };
  if (path === filesRoot || path.startsWith(`${filesRoot}/`)) return folderAt(path.slice(filesRoot.length));
  if (path.startsWith(`${shareRoot}/`)) return shareAt(path.slice(shareRoot.length + 1));
  if (/^\/settings(\/|$)/.test(path)) return { name: 'settings', part: path.slice(10) };
  if (path.startsWith('/s/')) return shortLink(path.slice(3), search);
  switch (path) {
    case '/shared-with-me':
      return { name: 'sharedWithMe' };
    case '/shares':
      return { name: 'myShares' };
    case '/trash':
      return { name: 'trash' };
    case '/receive':
      return { name: 'receive' };
    case '/signin':
      return { name: 'signIn' };
    case '/signup':
      return { name: 'signUp' };
    case '/session':
      return { name: 'redirect', to: `/signin${search ? `?${search}` : ''}` };
    case '/session/signup':
      return { name: 'redirect', to: '/signup' };
    case '/home':
      return homeLink(search);
    default:
      return { name: 'unknown' };
  }
}

function folderAt(rest: string): Route {
  try {
    const names = rest.split('/').filter(Boolean).map(decodeURIComponent);
    return { name: 'files', uri: myFiles.join(...names) };
  } catch {
    /* A broken escape, or a name that no folder can have. */
    return { name: 'unknown' };
  }
}

function shareAt(rest: string): Route {
  try {
    const [key = '', ...names] = rest.split('/').filter(Boolean);
    const [id = '', password = ''] = key.split(':').map(decodeURIComponent);
    return { name: 'share', uri: FileUri.root('share', id, password).join(...names.map(decodeURIComponent)) };
  } catch {
    return { name: 'unknown' };
  }
}

/** The short form of a link, where the server has not led on already. */
function shortLink(rest: string, search: string): Route {
  const path = new URLSearchParams(search).get('path') ?? '';
  const [id, password] = rest.split('/');
  const names = path.split('/').filter(Boolean).map(encodeURIComponent);
  return { name: 'redirect', to: [shareRoot, password ? `${id}:${password}` : id, ...names].join('/') };
}

function homeLink(search: string): Route {
  const path = new URLSearchParams(search).get('path');
  if (!path) return { name: 'redirect', to: filesRoot };
  try {
    const uri = FileUri.parse(path);
    return uri.host !== 'my' || uri.id === '' ? { name: 'redirect', to: addressOf(uri) } : { name: 'unknown' };
  } catch {
    return { name: 'unknown' };
  }
}

/** Where to go after signing in: only places of this site, never another origin. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !/^\/sign(in|up)\b/.test(next) ? next : filesRoot;
}
