import { ErrorCode } from '@canopy/contract';
import { chainsBelow, type Node, newNode, outermost, type Path, put, type Version, walk } from './nodes.ts';
import { type Fail, passing, Refusal } from './outcome.ts';
import { everything, type Guest, type Right, type Rights, type Rules, rightsUnder, union } from './people.ts';

/** What a path names, as far as it exists: nodes from the top down, and names behind them. */
export interface Place {
  readonly chain: readonly Node[];
  readonly missing: Path;
}

/** How somebody comes to the tree, and what he may do there. */
export interface Way {
  /** From the root of the tree to the top of what he sees. */
  readonly above: readonly Node[];
  readonly top: Node;
  /** What he may do with the last of a chain that begins at the top. */
  rights(chain: readonly Node[]): Rights;
  /** What he may do with anything at all: operations beyond that do not exist for him. */
  readonly anywhere: Rights;
}

/** Owners may do everything with their own. */
export function ownersWay(root: Node): Way {
  return { above: [root], top: root, rights: () => everything, anywhere: everything };
}

/**
 * A guest comes by a link: its rules hold for its folder, and below for what has none of its own nearer by.
 * @param owned all that the owner has, the trash included: rules anywhere in it may let operations exist
 */
export function guestsWay(guest: Guest, above: readonly Node[], rules: Rules, owned: readonly Node[]): Way {
  const stated = owned.flatMap((node) => (node.rules ? [rightsUnder(node.rules, guest)] : []));
  return {
    above,
    top: above.at(-1) as Node,
    anywhere: union(rightsUnder(rules, guest), ...stated),
    rights(chain) {
      const nearest = chain.slice(1).findLast((node) => node.rules)?.rules ?? rules;
      const rights = rightsUnder(nearest, guest);
      return chain.at(-1)?.kind === 'file' ? rights.replace('c', '') : rights;
    },
  };
}

/** What a path names for somebody. In a folder that is closed to him nothing closed exists. */
export function find(way: Way, path: Path): Place {
  const { chain, missing } = walk(way.top, path);
  const hidden =
    missing.length === 0 && chain.length > 1 && way.rights(chain) === '' && way.rights(chain.slice(0, -1)) === '';
  return hidden ? { chain: chain.slice(0, -1), missing: path.slice(-1) } : { chain, missing };
}

/** @throws Refusal 403 where this does not exist at all */
export function demandAnywhere(way: Way, ...one: readonly Right[]): void {
  if (!one.some((right) => way.anywhere.includes(right))) throw new Refusal(ErrorCode.NO_PERMISSION);
}

/** @throws Refusal 403 for reading, 40082 for the rest */
export function demand(way: Way, chain: readonly Node[], right: Right): void {
  if (way.rights(chain).includes(right)) return;
  throw new Refusal(right === 'r' ? ErrorCode.NO_PERMISSION : ErrorCode.OWNER_ONLY);
}

/** @throws Refusal 40016 */
export function existing({ chain, missing }: Place): Node {
  if (missing.length > 0) throw new Refusal(ErrorCode.PATH_NOT_EXIST);
  return chain.at(-1) as Node;
}

/** As `existing`, but not the top. @throws Refusal 403 for that */
export function existingItem(way: Way, path: Path): { node: Node; chain: readonly Node[] } {
  if (path.length === 0) throw new Refusal(ErrorCode.NO_PERMISSION);
  const place = find(way, path);
  return { node: existing(place), chain: place.chain };
}

/** @throws Refusal 40082 when something below is closed to whoever takes the whole away */
export function demandBelow(way: Way, chain: readonly Node[], right: Right): void {
  const node = chain.at(-1) as Node;
  const closed = chainsBelow(node).some(
    (below) => below.at(-1)?.rules && !way.rights([...chain, ...below]).includes(right),
  );
  if (closed) throw new Refusal(ErrorCode.OWNER_ONLY);
}

/** The versions of a file that somebody is shown: what it was before is for those who may change it. */
export function versionsFor(way: Way, chain: readonly Node[], { versions, current }: Node): readonly Version[] {
  return way.rights(chain).includes('u') ? versions : versions.filter(({ entity }) => entity === current?.entity);
}

/**
 * What of these may be moved or copied away.
 * @param into from the root down to the folder it goes to, when that is one of the same tree
 */
export function takeable(
  way: Way,
  paths: readonly Path[],
  { copy, into = [] }: { readonly copy: boolean; readonly into?: readonly Node[] },
  fail: Fail,
): { node: Node; chain: readonly Node[] }[] {
  const right = copy ? 'r' : 'd';
  const items = passing(outermost(paths), fail, (path) => {
    demandAnywhere(way, right);
    const item = existingItem(way, path);
    demand(way, item.chain, right);
    if (into.includes(item.node)) throw new Refusal(ErrorCode.NO_PERMISSION);
    const isThere = !copy && into.length > 0 && item.chain.at(-2) === into.at(-1);
    if (!copy && !isThere) demandBelow(way, item.chain, right);
    return isThere ? undefined : item;
  });
  return items.filter((item) => item !== undefined);
}

/** A new tree of what somebody may read of a node, without what versions he is not shown, and without rules. */
export function copyFor(way: Way, chain: readonly Node[]): Node {
  const node = chain.at(-1) as Node;
  const versions = versionsFor(way, chain, node);
  const copy: Node = { ...newNode(node.kind, node.name), versions, current: node.current, note: node.note };
  for (const child of node.children.values()) {
    const below = [...chain, child];
    if (way.rights(below).includes('r')) put(copy, copyFor(way, below));
  }
  return copy;
}

/** Everything that a guest sees below the top, with what he may do with it: what lies in folders that he may list. */
export function seenBy(way: Way): { path: Path; node: Node; rights: string }[] {
  return chainsBelow(way.top).flatMap((below) => {
    const chain = [way.top, ...below];
    const reached = chain.slice(0, -1).every((_, depth) => way.rights(chain.slice(0, depth + 1)).includes('r'));
    const path = below.map(({ name }) => name);
    return reached ? [{ path, node: below.at(-1) as Node, rights: way.rights(chain) }] : [];
  });
}
