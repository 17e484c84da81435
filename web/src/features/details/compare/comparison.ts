/** Which files can be compared, and how. */
import { extensionOf, kindOf } from '../../../files/index.ts';

export type Comparison = 'text' | 'picture';

/** What is held in memory twice: beyond this, comparing would stop the page. */
export const comparedTextBytes = 5_000_000;
const comparedPictureBytes = 50_000_000;

/** Pictures that every browser shows. */
const pictures = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif', 'bmp', 'svg', 'ico']);
const tables = new Set(['csv', 'tsv']);

/** How two versions of a file can be compared; undefined = not at all. `bytes` is the size of the larger one. */
export function comparison(name: string, bytes: number): Comparison | undefined {
  const kind = kindOf(name);
  const extension = extensionOf(name);
  if (pictures.has(extension)) return bytes <= comparedPictureBytes ? 'picture' : undefined;
  const isText = kind === 'text' || kind === 'code' || tables.has(extension);
  return isText && bytes <= comparedTextBytes ? 'text' : undefined;
}
