import type { Rules } from './people.ts';

/** One version of a file: the number of what is stored, and its bytes. */
export interface Version {
  readonly entity: number;
  readonly size: number;
}

/** A file or folder of the model. */
export interface Node {
  /** Which it is, wherever it is and whatever it is called. */
  readonly key: number;
  readonly kind: 'file' | 'folder';
  name: string;
  readonly children: Map<string, Node>;
  /** Oldest first. */
  versions: readonly Version[];
  current: Version | undefined;
  rules: Rules | undefined;
  note: string | undefined;
}

/** A name by name path from the top of what somebody sees; [] = the top. */
export type Path = readonly string[];

let keys = 0;

export function newKey(): number {
  return ++keys;
}

export function newNode(kind: Node['kind'], name: string): Node {
  const nothing = { versions: [], current: undefined, rules: undefined, note: undefined };
  return { key: newKey(), kind, name, children: new Map(), ...nothing };
}

/** The same nodes at this moment: what happens to them later does not change them here. */
export function frozen(node: Node): Node {
  return { ...node, children: new Map([...node.children].map(([name, child]) => [name, frozen(child)])) };
}

export function put(folder: Node, node: Node): void {
  folder.children.set(node.name, node);
}

/** The node and everything below it, folders before what lies in them. */
export function all(node: Node): Node[] {
  return [node, ...[...node.children.values()].flatMap(all)];
}

/** Nodes from below the top down to each node below it. */
export function chainsBelow(top: Node): Node[][] {
  return [...top.children.values()].flatMap((child) => [
    [child],
    ...chainsBelow(child).map((chain) => [child, ...chain]),
  ]);
}

/** Nodes from the first down to what the path names, as far as it exists. */
export function walk(top: Node, path: Path): { chain: Node[]; missing: Path } {
  const chain = [top];
  for (const [depth, name] of path.entries()) {
    const next = chain.at(-1)?.children.get(name);
    if (!next) return { chain, missing: path.slice(depth) };
    chain.push(next);
  }
  return { chain, missing: [] };
}

/** From the top down to the node of this key; undefined = it is not there. */
export function chainTo(top: Node, key: number): Node[] | undefined {
  if (top.key === key) return [top];
  return chainsBelow(top)
    .find((chain) => chain.at(-1)?.key === key)
    ?.toSpliced(0, 0, top);
}

/** Bytes of all versions of the node and of everything below it. */
export function bytesOf(node: Node): number {
  return all(node).reduce((sum, { versions }) => versions.reduce((bytes, { size }) => bytes + size, sum), 0);
}

export function isWithin(path: Path, above: Path): boolean {
  return above.every((name, depth) => path[depth] === name);
}

/** Each path once. */
export function distinct(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [path.join('/'), path])).values()];
}

/** Without duplicates and without what lies below another of them. */
export function outermost(paths: readonly Path[]): Path[] {
  return distinct(paths).filter((path, _, others) => !others.some((above) => above !== path && isWithin(path, above)));
}
