/** Names: how they are shown, what kind of file they promise. */

/** A name in three parts: the head may be cut, the tail and the extension stay readable. */
export interface NameParts {
  readonly head: string;
  readonly tail: string;
  /** With its dot; '' for folders and names without one. */
  readonly extension: string;
}

const eastAsian = /[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]/;

/**
 * Splits a name for showing. The tail is the last word (at most ten letters), or the last four signs where words have
 * no spaces; names of up to fourteen signs are not cut at all.
 */
export function splitName(name: string, isFolder: boolean): NameParts {
  const dot = isFolder ? -1 : name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const extension = dot > 0 ? name.slice(dot) : '';
  const signs = [...stem];
  if (signs.length <= 14) return { head: stem, tail: '', extension };
  const lastWord = /[^\s]{1,10}$/u.exec(stem);
  const keep = eastAsian.test(stem.slice(-4)) ? 4 : lastWord ? [...lastWord[0]].length : 6;
  return { head: signs.slice(0, -keep).join(''), tail: signs.slice(-keep).join(''), extension };
}

/** The extension in lower case, without its dot; '' if there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Length of the part that renaming preselects: the name without its extension. */
export function stemLength(name: string, isFolder: boolean): number {
  const dot = isFolder ? -1 : name.lastIndexOf('.');
  return dot > 0 ? dot : name.length;
}
