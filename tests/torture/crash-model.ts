import { createHash } from 'node:crypto';
import { Random } from '../lib/random.ts';

/** Bytes that a number and a length stand for. */
export interface Content {
  readonly seed: number;
  readonly size: number;
}

export function bytesOf({ seed, size }: Content): Buffer {
  return new Random(seed).bytes(size);
}

const digests = new Map<string, string>();

export function digestOf(content: Content): string {
  const key = `${content.seed}:${content.size}`;
  let digest = digests.get(key);
  if (digest === undefined) {
    digest = digestBytes(bytesOf(content));
    digests.set(key, digest);
  }
  return digest;
}

export function digestBytes(bytes: Uint8Array): string {
  return `${bytes.length}:${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}

export interface Upload {
  readonly content: Content;
  /** Undefined when the answer that named it never came. */
  readonly session: string | undefined;
  readonly acknowledged: ReadonlySet<number>;
  /** The chunk whose answer never came: a client sends it again before all others. */
  readonly unanswered?: number;
}

/** What is at a path. Of a file's versions the one at `current` is shown; a file without versions is empty. */
export type Entry =
  | { readonly kind: 'folder' }
  | {
      readonly kind: 'file';
      readonly versions: readonly Content[];
      readonly current: number;
      readonly upload?: Upload;
    };

/** What one client knows of its own folder, by path. Never changed: a change makes the next one. */
export interface World {
  readonly tree: ReadonlyMap<string, Entry>;
  /** By the path that it had; of each what lay below it, by the rest of the path (itself: ''). */
  readonly trash: ReadonlyMap<string, ReadonlyMap<string, Entry>>;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const isAtOrBelow = (path: string, top: string) => path === top || path.startsWith(`${top}/`);

/** An entry and everything below it, by the rest of the path. */
export function subtree(tree: World['tree'], top: string): Map<string, Entry> {
  const found = [...tree].filter(([path]) => isAtOrBelow(path, top));
  return new Map(found.map(([path, entry]) => [path.slice(top.length), entry]));
}

export function withEntry(world: World, path: string, entry: Entry): World {
  return { ...world, tree: new Map([...world.tree, [path, entry]]) };
}

export function without(world: World, top: string): World {
  return { ...world, tree: new Map([...world.tree].filter(([path]) => !isAtOrBelow(path, top))) };
}

export function graft(world: World, top: string, below: ReadonlyMap<string, Entry>): World {
  return {
    ...world,
    tree: new Map([...world.tree, ...[...below].map(([rest, entry]) => [top + rest, entry] as const)]),
  };
}

export function moved(world: World, from: string, to: string): World {
  return graft(without(world, from), to, subtree(world.tree, from));
}

export function trashed(world: World, top: string): World {
  const trash = new Map([...world.trash, [top, subtree(world.tree, top)] as const]);
  return { ...without(world, top), trash };
}

export function untrashed(world: World, top: string, restore: boolean): World {
  const trash = new Map(world.trash);
  const below = trash.get(top) ?? new Map<string, Entry>();
  trash.delete(top);
  return restore ? { ...graft(world, top, below), trash } : { ...world, trash };
}

/** What a visitor would see of a world: a line for every path. */
export function visible(world: World): Map<string, string> {
  const lines = new Map<string, string>();
  for (const [path, entry] of world.tree) lines.set(path, entry.kind === 'folder' ? 'folder' : visibleFile(entry));
  for (const [path, below] of world.trash) {
    const top = below.get('');
    lines.set(`trash:${path}`, top?.kind === 'file' ? visibleFile(top) : 'folder');
  }
  return lines;
}

function visibleFile(file: Extract<Entry, { kind: 'file' }>): string {
  if (file.upload) return 'uploading';
  const shown = file.versions[file.current];
  return seenFile(shown && digestOf(shown), file.versions.map(digestOf));
}

/** The line of a complete file. @param shown digest of the current version, undefined = empty */
export function seenFile(shown: string | undefined, versions: readonly string[]): string {
  return `file ${shown ?? 'empty'} of ${[...versions].sort().join(', ')}`;
}

/** Where two views differ, in words. */
export function differences(seen: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...seen.keys(), ...wanted.keys()]);
  return [...paths]
    .filter((path) => seen.get(path) !== wanted.get(path))
    .map((path) => `${path}: ${seen.get(path) ?? 'is missing'}, acknowledged was ${wanted.get(path) ?? 'nothing'}`);
}
