import { contentType } from 'mime-types';

/** `Content-Type` by the extension of a name; `application/octet-stream` when it tells nothing. */
export function contentTypeOf(name: string, mapping: Readonly<Record<string, string>> = {}): string {
  const extension = extensionOf(name);
  if (extension === '') return 'application/octet-stream';
  const own = Object.hasOwn(mapping, `.${extension}`) ? mapping[`.${extension}`] : undefined;
  return own || contentType(`.${extension}`) || 'application/octet-stream';
}

/** What stands behind the last dot, in lower case; '' without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
