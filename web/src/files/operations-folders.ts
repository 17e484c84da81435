import type { FileResponse } from '@canopy/contract';
import { uriOf } from './places.ts';

/**
 * Items by the URIs of the folders they lie in. Reading a URI takes its time: of a hundred thousand siblings it is done
 * once, because up to the last slash they are the same.
 */
export function byFolder(files: readonly FileResponse[]): Map<string, FileResponse[]> {
  const folders = new Map<string, FileResponse[]>();
  const known = new Map<string, FileResponse[]>();
  for (const file of files) {
    const path = file.path ?? '';
    /* Beyond a question mark, or where they are escaped, other slashes count. */
    const before = /\?|%2f/i.test(path) ? path : path.slice(0, path.lastIndexOf('/') + 1);
    let siblings = known.get(before);
    if (!siblings) {
      const folder = uriOf(file).parent().toString();
      siblings = folders.get(folder) ?? [];
      folders.set(folder, siblings);
      known.set(before, siblings);
    }
    siblings.push(file);
  }
  return folders;
}
