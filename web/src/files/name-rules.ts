/** Which names are possible, and which are free. The rules are the contract's, so that the server has the same. */
import {
  characterFault,
  type FileNameRule,
  fileNameFault,
  MAX_NAME_BYTES,
  nameFault,
  shortenedName,
} from '@canopy/contract';

/** Words of name-words.ts that say why a name is not possible. */
export type ProblemKey =
  | 'nameEmpty'
  | 'nameDots'
  | 'nameSign'
  | 'nameControl'
  | 'nameUnicode'
  | 'nameLong'
  | 'nameType'
  | 'nameNoType'
  | 'namePattern';

export interface NameProblem {
  readonly key: ProblemKey;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Why a name is not possible anywhere, or undefined. Says it before the server has to. */
export function nameProblem(name: string): NameProblem | undefined {
  const fault = nameFault(name);
  if (!fault) return undefined;
  switch (fault.kind) {
    case 'sign':
      return { key: 'nameSign', values: { sign: fault.sign } };
    case 'long':
      return { key: 'nameLong', values: { bytes: new TextEncoder().encode(name).length, most: MAX_NAME_BYTES } };
    default:
      return { key: wordOfFault[fault.kind], values: {} };
  }
}

const wordOfFault = {
  empty: 'nameEmpty',
  dots: 'nameDots',
  control: 'nameControl',
  unicode: 'nameUnicode',
} as const satisfies Record<string, ProblemKey>;

/** Why a file may not have a name in a folder, as far as its storage is known, or undefined. */
export function fileNameProblem(name: string, rule: FileNameRule | undefined): NameProblem | undefined {
  const problem = nameProblem(name);
  if (problem || !rule) return problem;
  const fault = fileNameFault(rule, name);
  if (!fault) return undefined;
  if (fault.kind === 'pattern') return { key: 'namePattern', values: {} };
  if (fault.extension === '') return { key: 'nameNoType', values: {} };
  return { key: 'nameType', values: { extension: fault.extension } };
}

/** The nearest name that is possible: a sign that may not be in it becomes `_`, and one that is too long loses its middle. */
export function mendedName(name: string, isFolder: boolean): string {
  let mended = '';
  for (const character of name) mended += characterFault(character) ? '_' : character;
  if (/^[.]{1,2}$/.test(mended)) mended = mended.replaceAll('.', '_');
  return shortenedName(mended, '', isFolder);
}

/** A name that is not among those taken: `New folder`, `New folder 2`, …, with an extension at its end. */
export function freeName(wanted: string, taken: ReadonlySet<string>, extension = ''): string {
  if (!taken.has(wanted + extension)) return wanted + extension;
  for (let number = 2; ; number++) {
    const name = `${wanted} ${number}${extension}`;
    if (!taken.has(name)) return name;
  }
}
