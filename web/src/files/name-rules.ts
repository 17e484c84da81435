/** Which names are possible, and which are free. */
import type { NameKey } from './name-words.ts';

export interface NameProblem {
  readonly key: NameKey;
  readonly values: Readonly<Record<string, string | number>>;
}

const maxBytes = 255;

/** Why a name is not possible (file.md 5.1), or undefined. Says it before the server has to. */
export function nameProblem(name: string): NameProblem | undefined {
  if (name === '') return { key: 'nameEmpty', values: {} };
  const sign = /[\\/:*?"<>|]/.exec(name)?.[0];
  if (sign) return { key: 'nameSign', values: { sign } };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f]/.test(name)) return { key: 'nameSign', values: { sign: '⏎ ⇥' } };
  if (name === '.' || name === '..') return { key: 'nameDots', values: {} };
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > maxBytes) return { key: 'nameLong', values: { bytes } };
  return undefined;
}

/** A name that is not among those taken: `New folder`, `New folder 2`, … */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted} ${number}`)) return `${wanted} ${number}`;
}
