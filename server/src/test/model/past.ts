import { all, type Node, newKey } from './nodes.ts';

/** A drive at one moment. */
export interface Moment {
  /** As the drive calls it. */
  readonly position: string;
  readonly root: Node;
  readonly trash: readonly Node[];
}

/** What going back gives. */
export interface Restored {
  readonly root: Node;
  /** Something that was there cannot be had any more. */
  readonly losses: boolean;
}

/**
 * The tree of a moment, of what still exists: names, places, rules and notes as they were, contents as far as the file
 * still holds them. A folder that does not exist any more is there anew when something in it does.
 * @param present everything of the owner, in the tree and in the trash, by key
 */
export function restored(then: Node, present: ReadonlyMap<number, Node>): Restored {
  let losses = false;
  const back = (was: Node, isRoot = false): Node | undefined => {
    const now = present.get(was.key);
    const children = [...was.children.values()].map((child) => back(child)).filter((child) => child !== undefined);
    const within = new Map(children.map((child) => [child.name, child]));
    if (now || isRoot) {
      const held = was.current === undefined || now?.versions.some(({ entity }) => entity === was.current?.entity);
      if (!held) losses = true;
      return { ...was, versions: now?.versions ?? [], current: held ? was.current : now?.current, children: within };
    }
    losses = true;
    if (within.size === 0) return undefined;
    return { ...was, key: newKey(), rules: undefined, note: undefined, children: within };
  };
  return { root: back(then, true) as Node, losses };
}

/** Whether an object was anywhere at a moment, also in the trash. */
export function existedAt({ root, trash }: Moment, key: number): boolean {
  return [root, ...trash].some((top) => all(top).some((node) => node.key === key));
}
