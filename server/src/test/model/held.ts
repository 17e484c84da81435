import { ErrorCode } from '@canopy/contract';
import { all, bytesOf, chainTo, distinct, frozen, type Node, newNode, type Path, put } from './nodes.ts';
import { call, type Fail, type Outcome, passing, Refusal } from './outcome.ts';
import type { Moment } from './past.ts';
import type { Person, Rules } from './people.ts';
import { demand, existingItem, guestsWay, ownersWay, type Way } from './way.ts';

/** Something in the trash, and the folder it was in. */
export interface Trashed {
  readonly node: Node;
  readonly home: Path;
}

interface Link {
  readonly top: number;
  readonly rules: Rules;
}

/** A name that nothing may have. */
export const forbiddenName = 'no:name';

/** What the drive of one person holds, how somebody comes to it, and what all that people do with it shares. */
export class Held {
  root = newNode('folder', '');
  /** In the order of their deletion. */
  trash: Trashed[] = [];
  protected link: Link | undefined;
  /** How many versions the owner keeps; 0 = all. */
  protected readonly kept: number;

  constructor(kept: number) {
    this.kept = kept;
  }

  /** How somebody comes in; undefined = his link is dead. */
  way(who: Person): Way | undefined {
    if (who === 'owner') return ownersWay(this.root);
    const above = this.link && chainTo(this.root, this.link.top);
    return above && this.link && guestsWay(who, above, this.link.rules, this.everything());
  }

  /** All that the owner has, the trash included. */
  everything(): Node[] {
    return [this.root, ...this.trash.map(({ node }) => node)].flatMap(all);
  }

  get bytes(): number {
    return [this.root, ...this.trash.map(({ node }) => node)].reduce((sum, top) => sum + bytesOf(top), 0);
  }

  moment(position: string): Moment {
    return { position, root: frozen(this.root), trash: this.trash.map(({ node }) => frozen(node)) };
  }

  protected open(who: Person): Way {
    const way = this.way(who);
    if (!way) throw new Refusal(ErrorCode.NOT_FOUND);
    return way;
  }

  /** What passes a check, entry by entry. Behind a dead link each fails by itself. */
  protected each<Item>(
    who: Person,
    paths: readonly Path[],
    asked: readonly Path[],
    fail: Fail,
    check: (way: Way, path: Path) => Item,
  ): Item[] {
    const way = this.way(who);
    if (!way) {
      for (const _ of distinct(asked)) fail(ErrorCode.NOT_FOUND);
      return [];
    }
    return passing(paths, fail, (path) => check(way, path));
  }

  protected withVersions(who: Person, path: Path, change: (file: Node) => void): Outcome {
    return call(() => {
      const way = this.open(who);
      const { node, chain } = existingItem(way, path);
      if (node.kind === 'folder') throw new Refusal(ErrorCode.NO_PERMISSION);
      demand(way, chain, 'u');
      change(node);
    });
  }

  protected make(folder: Node, missing: Path, kind: Node['kind']): Node {
    if (missing.includes(forbiddenName)) throw new Refusal(ErrorCode.ILLEGAL_OBJECT_NAME);
    let at = folder;
    for (const [depth, name] of missing.entries()) {
      const made = newNode(depth === missing.length - 1 ? kind : 'folder', name);
      put(at, made);
      at = made;
    }
    return at;
  }
}
