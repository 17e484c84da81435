import { ErrorCode } from '@canopy/contract';

/** A file or folder of the model. */
export interface Node {
  kind: 0 | 1;
  name: string;
  children: Map<string, Node>;
  /** Bytes of each version, newest last. */
  versions: number[];
}

/** A name by name path from the root; [] = the root. */
export type Path = readonly string[];

export type Outcome = number;

/**
 * What the tree must do, as simply as it can be said: nodes in memory. Every operation answers the code that
 * the drive must answer, and changes nothing when that is a failure of the whole call.
 */
export class TreeModel {
  readonly root: Node = newNode(1, '');
  /** Trashed nodes with the folder they were in, by the order of their deletion. */
  readonly trash: { node: Node; home: Path }[] = [];

  find(path: Path): Node | undefined {
    let at: Node | undefined = this.root;
    for (const name of path) at = at?.children.get(name);
    return at;
  }

  create(path: Path, kind: 0 | 1): Outcome {
    let at = this.root;
    for (const [depth, name] of path.entries()) {
      const last = depth === path.length - 1;
      const next = at.children.get(name);
      if (next && last) return next.kind === kind ? ErrorCode.OK : ErrorCode.OBJECT_EXIST;
      if (next && next.kind === 0) return ErrorCode.NO_PERMISSION;
      const child: Node = next ?? newNode(last ? kind : 1, name);
      at.children.set(name, child);
      at = child;
    }
    return path.length === 0 && kind === 0 ? ErrorCode.OBJECT_EXIST : ErrorCode.OK;
  }

  /** New content of a file that is there. @returns false when it is not. */
  fill(path: Path, size: number, keep: number): boolean {
    const node = this.find(path);
    if (node?.kind !== 0) return false;
    node.versions = [...node.versions, size].slice(-keep);
    return true;
  }

  rename(path: Path, name: string): Outcome {
    if (path.length === 0) return ErrorCode.NO_PERMISSION;
    const node = this.find(path);
    if (!node) return ErrorCode.PATH_NOT_EXIST;
    if (node.name === name) return ErrorCode.OK;
    const folder = this.find(path.slice(0, -1)) as Node;
    if (folder.children.has(name)) return ErrorCode.OBJECT_EXIST;
    folder.children.delete(node.name);
    node.name = name;
    folder.children.set(name, node);
    return ErrorCode.OK;
  }

  move(paths: readonly Path[], dst: Path, copy: boolean): Outcome {
    const folder = this.find(dst);
    if (!folder) return ErrorCode.PATH_NOT_EXIST;
    if (folder.kind === 0) return ErrorCode.NO_PERMISSION;
    let failed = false;
    const sources: { node: Node; from: Path }[] = [];
    for (const path of outermost(paths)) {
      const node = this.find(path);
      if (!node || path.length === 0 || isWithin(dst, path)) failed = true;
      else if (copy || this.find(path.slice(0, -1)) !== folder) sources.push({ node, from: path.slice(0, -1) });
    }
    const names = new Set(sources.map(({ node }) => node.name));
    if (names.size < sources.length || [...names].some((name) => folder.children.has(name)))
      return ErrorCode.OBJECT_EXIST;
    for (const { node, from } of sources) {
      if (!copy) this.find(from)?.children.delete(node.name);
    }
    for (const { node } of sources) folder.children.set(node.name, copy ? copyOf(node) : node);
    return failed ? ErrorCode.BATCH_PARTIAL : ErrorCode.OK;
  }

  delete(paths: readonly Path[], forGood: boolean): Outcome {
    let failed = false;
    for (const path of outermost(paths)) {
      const node = this.find(path);
      const home = path.slice(0, -1);
      if (!node || path.length === 0) failed = true;
      else {
        this.find(home)?.children.delete(node.name);
        if (!forGood) this.trash.push({ node, home });
      }
    }
    return failed ? ErrorCode.BATCH_PARTIAL : ErrorCode.OK;
  }

  restore(index: number): Outcome {
    const item = this.trash[index];
    const folder = item && this.find(item.home);
    if (!item || folder?.kind !== 1 || folder.children.has(item.node.name)) return ErrorCode.BATCH_PARTIAL;
    this.trash.splice(index, 1);
    folder.children.set(item.node.name, item.node);
    return ErrorCode.OK;
  }

  /** Bytes of everything, the trash included. */
  get bytes(): number {
    return [this.root, ...this.trash.map(({ node }) => node)].reduce((sum, node) => sum + bytesOf(node), 0);
  }

  /** Everything as sorted lines of path, kind and sizes. */
  lines(): string[] {
    return [...linesOf(this.root, ''), ...this.trash.flatMap(({ node }) => linesOf(node, 'trash/'))].sort();
  }
}

function newNode(kind: 0 | 1, name: string): Node {
  return { kind, name, children: new Map(), versions: [] };
}

function copyOf(node: Node): Node {
  const children = new Map([...node.children].map(([name, child]) => [name, copyOf(child)]));
  return { ...node, children, versions: [...node.versions] };
}

function bytesOf(node: Node): number {
  const own = node.versions.reduce((sum, size) => sum + size, 0);
  return [...node.children.values()].reduce((sum, child) => sum + bytesOf(child), own);
}

function linesOf(node: Node, prefix: string): string[] {
  const path = `${prefix}${node.name}`;
  const line = `${path} ${node.kind} ${node.versions.join(',')}`;
  return [line, ...[...node.children.values()].flatMap((child) => linesOf(child, `${path}/`))];
}

function isWithin(path: Path, above: Path): boolean {
  return above.every((name, depth) => path[depth] === name);
}

/** Without duplicates and without what lies below another of them. */
function outermost(paths: readonly Path[]): Path[] {
  const kept: Path[] = [];
  for (const path of [...paths].sort((a, b) => a.length - b.length)) {
    if (!kept.some((above) => isWithin(path, above))) kept.push(path);
  }
  return kept;
}
