/** The entries of an archive as a tree. Their names are text that may hold anything: they are never paths here. */
import type { ArchivedFile } from '@canopy/contract';

export interface Entry {
  readonly name: string;
  /** Its names from the top, as one text: unique in the archive. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes unpacked; of a folder, of all that is in it. */
  readonly size: number;
  /** When it was changed last; undefined = the archive does not tell. */
  readonly changedAt: string | undefined;
  /** What is in a folder, folders first. */
  readonly children: readonly Entry[];
}

interface Draft {
  name: string;
  path: string;
  isFolder: boolean;
  size: number;
  changedAt: string | undefined;
  children: Map<string, Draft>;
}

const draft = (name: string, path: string): Draft => ({
  name,
  path,
  isFolder: true,
  size: 0,
  changedAt: undefined,
  children: new Map(),
});

/** Deeper than that, entries stand side by side: no person made such an archive. */
const deepest = 64;

/** Puts entries into the folders that their names tell; folders that have no entry of their own are made. */
export function treeOf(files: readonly ArchivedFile[], language: string): readonly Entry[] {
  const top = draft('', '');
  for (const file of files) {
    const names = file.name.split('/').filter((name) => name !== '' && name !== '.');
    if (names.length > deepest) names.splice(deepest - 1, Number.POSITIVE_INFINITY, names.slice(deepest - 1).join('/'));
    if (names.length === 0) continue;
    let place = top;
    for (const name of names) {
      let next = place.children.get(name);
      if (!next) {
        next = draft(name, `${place.path}/${name}`);
        place.children.set(name, next);
      }
      place = next;
    }
    place.isFolder = file.is_directory || place.children.size > 0;
    place.changedAt = file.updated_at ?? undefined;
    if (!file.is_directory) place.size = file.size;
  }
  const order = new Intl.Collator(language, { numeric: true });
  return finished(top, order).children;
}

function finished(from: Draft, order: Intl.Collator): Entry {
  const children = [...from.children.values()]
    .map((child) => finished(child, order))
    .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || order.compare(a.name, b.name));
  const isFolder = from.isFolder || children.length > 0;
  return {
    name: from.name,
    path: from.path,
    isFolder,
    size: children.reduce((sum, child) => sum + child.size, from.size),
    changedAt: from.changedAt,
    children,
  };
}

export interface Row {
  readonly entry: Entry;
  /** From 1. */
  readonly level: number;
}

/** The rows to show: folders that are open with what is in them; with words to find, all that has them in its name. */
export function rowsOf(tree: readonly Entry[], open: ReadonlySet<string>, wanted: string): readonly Row[] {
  const rows: Row[] = [];
  const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const walk = (entries: readonly Entry[], level: number) => {
    for (const entry of entries) {
      if (words.length > 0) {
        const name = entry.name.toLocaleLowerCase();
        if (words.every((word) => name.includes(word))) rows.push({ entry, level: 1 });
        walk(entry.children, 1);
      } else {
        rows.push({ entry, level });
        if (open.has(entry.path)) walk(entry.children, level + 1);
      }
    }
  };
  walk(tree, 1);
  return rows;
}

/** A tree of few entries opens as a whole; of a large one only a top folder that stands alone. */
export function openAtFirst(tree: readonly Entry[], entries: number): ReadonlySet<string> {
  const open = new Set<string>();
  const walk = (level: readonly Entry[], goOn: boolean) => {
    for (const entry of level) {
      if (!entry.isFolder || (!goOn && level.length > 1)) continue;
      open.add(entry.path);
      walk(entry.children, goOn);
    }
  };
  walk(tree, entries <= 200);
  return open;
}
