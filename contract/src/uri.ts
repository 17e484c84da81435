/**
 * The address of a file or folder (file.md section 1):
 *
 *     cloudreve://[id[:password]@]host[/element]*[?search]
 *
 * Clients write names raw as often as encoded, so everything that can be told apart is accepted: `%XX` is decoded
 * once, a lone `%` is an error, a raw `#` or `?` ends the path, `%2F` separates like `/`. What a name may be is
 * not decided here but by `checkName`.
 */
import { ApiError, ErrorCode } from './errors.ts';

export type UriHost = 'my' | 'share' | 'shared_with_me' | 'trash';

const SCHEME = 'cloudreve://';
const HOSTS: readonly UriHost[] = ['my', 'share', 'shared_with_me', 'trash'];

/** Longest text we read, in UTF-16 units; a path of 100 names of 255 bytes fits. */
export const MAX_URI_LENGTH = 32 * 1024;

/** Immutable. Two URIs with the same parts print the same text. */
export class FileUri {
  readonly host: UriHost;
  /** User id (`my`, empty = the caller) or share id (`share`), decoded, as the caller wrote it. */
  readonly id: string;
  /** Password of a share, decoded. */
  readonly password: string;
  /** Decoded names from the root down; none is empty, `.` or `..`, none contains `/`. */
  readonly elements: readonly string[];
  /** The raw query without its question mark; '' if there is none. Only listing looks at it. */
  readonly search: string;

  private constructor(host: UriHost, id: string, password: string, elements: readonly string[], search: string) {
    this.host = host;
    this.id = id;
    this.password = password;
    this.elements = elements;
    this.search = search;
  }

  /** ApiError 40001 for anything that is not such a URI. */
  static parse(text: string): FileUri {
    if (!text.startsWith(SCHEME)) throw invalid('must start with cloudreve://');
    if (text.length > MAX_URI_LENGTH) throw invalid('is too long');
    if (!text.isWellFormed()) throw invalid('is not valid Unicode text');
    const beforeFragment = cut(text.slice(SCHEME.length), '#')[0];
    const [beforeSearch, search] = cut(beforeFragment, '?');
    const [authority, path] = cut(beforeSearch, '/');
    // The last @ ends the credentials, so that one inside a raw password is part of it.
    const at = authority.lastIndexOf('@');
    const [id, password] = cut(authority.slice(0, Math.max(at, 0)), ':');
    const host = authority.slice(at + 1).toLowerCase();
    if (!isHost(host)) throw invalid('names an unknown file system');
    return new FileUri(host, decode(id), decode(password), cleanPath(decode(path)), search);
  }

  /** The root of a file system. */
  static root(host: UriHost, id = '', password = ''): FileUri {
    return new FileUri(host, id, password, [], '');
  }

  get isRoot(): boolean {
    return this.elements.length === 0;
  }

  /** The last name; '' for a root. */
  get name(): string {
    return this.elements.at(-1) ?? '';
  }

  /** The folder above, without search; a root is its own parent. */
  parent(): FileUri {
    return this.#withElements(this.elements.slice(0, -1));
  }

  /** The object below by decoded names, without search. A name that is no single element is an ApiError 40001. */
  join(...names: string[]): FileUri {
    for (const name of names) {
      if (name === '' || name === '.' || name === '..' || name.includes('/') || !name.isWellFormed()) {
        throw invalid('cannot be extended by this name');
      }
    }
    return this.#withElements([...this.elements, ...names]);
  }

  withoutSearch(): FileUri {
    return this.search === '' ? this : this.#withElements(this.elements);
  }

  /** The same place with these conditions of a search (a raw query, without its question mark). */
  withSearch(search: string): FileUri {
    return FileUri.parse(`${this.withoutSearch()}?${search}`);
  }

  /** The top of the same tree, without search. */
  root(): FileUri {
    return this.#withElements([]);
  }

  /** The normalised, encoded text, the only form the server sends. A root has no trailing slash. */
  toString(): string {
    let text = SCHEME;
    if (this.id !== '' || this.password !== '') {
      text += encodePathElement(this.id);
      if (this.password !== '') text += `:${encodePathElement(this.password)}`;
      text += '@';
    }
    text += this.host;
    for (const element of this.elements) text += `/${encodePathElement(element)}`;
    return this.search === '' ? text : `${text}?${this.search}`;
  }

  toJSON(): string {
    return this.toString();
  }

  #withElements(elements: readonly string[]): FileUri {
    return new FileUri(this.host, this.id, this.password, elements, '');
  }
}

/** A name as it stands in a URI: unescaped are `A-Z a-z 0-9 - _ . ! ~ * ' ( )`, a space is `%20`. */
export function encodePathElement(name: string): string {
  return encodeURIComponent(name);
}

/** What stands before and after the first `mark`; all and '' without one. */
function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    // Refuses incomplete escapes and bytes that are not valid UTF-8.
    return decodeURIComponent(text);
  } catch (cause) {
    throw invalid('has a broken percent escape (a percent sign is written %25)', cause);
  }
}

/** Splits after decoding, drops empty elements and `.`, resolves `..` but never above the root. */
function cleanPath(path: string): string[] {
  const elements: string[] = [];
  for (const element of path.split('/')) {
    if (element === '..') elements.pop();
    else if (element !== '' && element !== '.') elements.push(element);
  }
  return elements;
}

function isHost(text: string): text is UriHost {
  return (HOSTS as readonly string[]).includes(text);
}

function invalid(problem: string, cause?: unknown): ApiError {
  return new ApiError(ErrorCode.PARAM_INVALID, `The file URI ${problem}.`, { cause });
}
