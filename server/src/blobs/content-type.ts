import { storedExtension } from '@canopy/contract';
import { contentType } from 'mime-types';

/** `Content-Type` by the extension of a name; `application/octet-stream` when it tells nothing. */
export function contentTypeOf(name: string, mapping: Readonly<Record<string, string>> = {}): string {
  const extension = storedExtension(name);
  if (extension === '') return 'application/octet-stream';
  const own = Object.hasOwn(mapping, `.${extension}`) ? mapping[`.${extension}`] : undefined;
  return own || contentType(`.${extension}`) || 'application/octet-stream';
}
