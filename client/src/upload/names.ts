import { MAX_NAME_BYTES } from '@canopy/contract';

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** `report.pdf` becomes `report (2).pdf`; a name that would get too long loses the end of its stem. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  const suffix = ` (${number})${extension}`;
  const room = MAX_NAME_BYTES - byteLength(suffix);
  const stem = [...(dot > 0 ? name.slice(0, dot) : name)];
  while (stem.length > 1 && byteLength(stem.join('')) > room) stem.pop();
  return stem.join('') + suffix;
}
