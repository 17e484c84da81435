import { ErrorCode } from '@canopy/contract';
import { Held, type Trashed } from './held.ts';
import { all, distinct, type Node, outermost, type Path, put, type Version } from './nodes.ts';
import { call, type Outcome, Refusal } from './outcome.ts';
import { existedAt, type Moment, restored } from './past.ts';
import { type Person, type Right, type Rules, saysTooMuch } from './people.ts';
import {
  copyFor,
  demand,
  demandAnywhere,
  demandBelow,
  existing,
  existingItem,
  find,
  ownersWay,
  takeable,
} from './way.ts';

const readableByAll: Rules = { everyone: 'r' };

/**
 * What the drive of one person must do, as simply as it can be said: nodes in memory, and the link by which others
 * come. Every method is what somebody does; it answers what the drive must answer, and changes nothing when that is
 * a failure of the whole call.
 */
export class DriveModel extends Held {
  create(who: Person, path: Path, kind: Node['kind']): Outcome {
    return call(() => {
      const way = this.open(who);
      demandAnywhere(way, 'c');
      const { chain, missing } = find(way, path);
      const last = chain.at(-1) as Node;
      if (missing.length === 0) {
        if (last.kind !== kind) throw new Refusal(ErrorCode.OBJECT_EXIST);
        return;
      }
      if (last.kind === 'file') throw new Refusal(ErrorCode.NO_PERMISSION);
      demand(way, chain, 'c');
      this.make(last, missing, kind);
    });
  }

  upload(who: Person, path: Path, version: Version): Outcome {
    return call(() => {
      const way = this.open(who);
      demandAnywhere(way, 'u', 'c');
      const { chain, missing } = find(way, path);
      const last = chain.at(-1) as Node;
      if (missing.length === 0) {
        if (last.kind === 'folder') throw new Refusal(ErrorCode.OBJECT_EXIST);
        demand(way, chain, 'u');
      } else {
        if (last.kind === 'file') throw new Refusal(ErrorCode.NO_PERMISSION);
        demand(way, chain, 'c');
      }
      const file = missing.length === 0 ? last : this.make(last, missing, 'file');
      file.versions = [...file.versions, version];
      if (file.current && this.kept > 0) file.versions = file.versions.slice(-this.kept);
      file.current = version;
    });
  }

  rename(who: Person, path: Path, name: string): Outcome {
    return call(() => {
      const way = this.open(who);
      demandAnywhere(way, 'u');
      const { node, chain } = existingItem(way, path);
      demand(way, chain, 'u');
      if (node.name === name) return;
      const folder = chain.at(-2) as Node;
      if (folder.children.has(name)) throw new Refusal(ErrorCode.OBJECT_EXIST);
      folder.children.delete(node.name);
      node.name = name;
      put(folder, node);
    });
  }

  /** Into another folder of what he sees. */
  move(who: Person, paths: readonly Path[], dst: Path, copy: boolean): Outcome {
    return call((fail) => {
      const way = this.open(who);
      demandAnywhere(way, 'c');
      const into = find(way, dst);
      const folder = existing(into);
      if (folder.kind === 'file') throw new Refusal(ErrorCode.NO_PERMISSION);
      demand(way, into.chain, 'c');
      const taken = takeable(way, paths, { copy, into: [...way.above, ...into.chain.slice(1)] }, fail);
      const names = new Set(taken.map(({ node }) => node.name));
      if (names.size < taken.length || [...names].some((name) => folder.children.has(name)))
        throw new Refusal(ErrorCode.OBJECT_EXIST);
      // Copied before any of it is there: a folder may be copied into itself no more than moved.
      const arriving = taken.map(({ node, chain }) => (copy ? copyFor(way, chain) : node));
      if (!copy) for (const { node, chain } of taken) chain.at(-2)?.children.delete(node.name);
      for (const node of arriving) put(folder, node);
    });
  }

  /** A copy beside it, under the next number that is free. */
  duplicate(who: Person, path: Path): Outcome {
    return call((fail) => {
      for (const { way, node, chain } of this.each(who, [path], [path], fail, (way, at) => {
        demandAnywhere(way, 'c');
        demandAnywhere(way, 'r');
        const item = existingItem(way, at);
        demand(way, item.chain, 'r');
        demand(way, item.chain.slice(0, -1), 'c');
        return { way, ...item };
      })) {
        const folder = chain.at(-2) as Node;
        const [, plain = node.name, number = '1'] = /^(.+) \((\d+)\)$/.exec(node.name) ?? [];
        let next = Number(number) + 1;
        while (folder.children.has(`${plain} (${next})`)) next += 1;
        put(folder, { ...copyFor(way, chain), name: `${plain} (${next})` });
      }
    });
  }

  /** Into the drive of a guest, where it gets a folder of its own. @returns also what arrives there */
  take(who: Person, path: Path, copy: boolean): Outcome & { readonly arriving: readonly Node[] } {
    const arriving: Node[] = [];
    const outcome = call((fail) => {
      // Whoever is not signed in has no drive.
      if (who === 'visitor') throw new Refusal(ErrorCode.LOGIN_REQUIRED);
      const way = this.way(who);
      if (!way) return fail(ErrorCode.NOT_FOUND);
      for (const { node, chain } of takeable(way, [path], { copy }, fail)) {
        arriving.push(copy ? copyFor(way, chain) : node);
        if (!copy) chain.at(-2)?.children.delete(node.name);
      }
    });
    return { ...outcome, arriving };
  }

  delete(who: Person, paths: readonly Path[], forGood: boolean): Outcome {
    return call((fail) => {
      for (const { node, chain } of this.each(who, outermost(paths), paths, fail, (way, path) => {
        demandAnywhere(way, 'd');
        const item = existingItem(way, path);
        demand(way, item.chain, 'd');
        demandBelow(way, item.chain, 'd');
        return { ...item, chain: [...way.above, ...item.chain.slice(1)] };
      })) {
        const folder = chain.at(-2) as Node;
        folder.children.delete(node.name);
        const home = chain.slice(1, -1).map(({ name }) => name);
        if (!forGood) this.trash.push({ node, home });
      }
    });
  }

  restore(index: number): Outcome {
    return call((fail) => {
      const item = this.trash[index];
      if (!item) return fail(ErrorCode.PATH_NOT_EXIST);
      const { chain, missing } = find(ownersWay(this.root), item.home);
      const folder = chain.at(-1) as Node;
      if (missing.length > 0 || folder.kind === 'file') return fail(ErrorCode.PATH_NOT_EXIST);
      if (folder.children.has(item.node.name)) return fail(ErrorCode.OBJECT_EXIST);
      this.trash.splice(index, 1);
      put(folder, item.node);
    });
  }

  emptyTrash(): Outcome {
    return call(() => {
      this.trash = [];
    });
  }

  setCurrent(who: Person, path: Path, entity: number): Outcome {
    return this.withVersions(who, path, (file) => {
      const version = file.versions.find((held) => held.entity === entity);
      if (!version) throw new Refusal(ErrorCode.ENTITY_NOT_EXIST);
      file.current = version;
    });
  }

  deleteVersion(who: Person, path: Path, entity: number): Outcome {
    return this.withVersions(who, path, (file) => {
      if (file.current?.entity === entity) throw new Refusal(ErrorCode.NO_PERMISSION);
      if (!file.versions.some((held) => held.entity === entity)) throw new Refusal(ErrorCode.ENTITY_NOT_EXIST);
      file.versions = file.versions.filter((held) => held.entity !== entity);
    });
  }

  /** Sets the description; undefined = removes it. */
  note(who: Person, paths: readonly Path[], text: string | undefined): Outcome {
    return call((fail) => {
      const items = this.each(who, distinct(paths), paths, fail, (way, path) => {
        demandAnywhere(way, 'u');
        return { way, ...existingItem(way, path) };
      });
      for (const { way, chain } of items) demand(way, chain, 'u');
      for (const { node } of items) node.note = text;
    });
  }

  /** Undefined = as the folder above. */
  permit(who: Person, paths: readonly Path[], rules: Rules | undefined): Outcome {
    return call((fail) => {
      if (who === 'owner' && rules && saysTooMuch(rules)) throw new Refusal(ErrorCode.GROUP_NOT_ALLOWED);
      for (const { node } of this.each(who, distinct(paths), paths, fail, (way, path) => {
        if (who !== 'owner') throw new Refusal(ErrorCode.NO_PERMISSION);
        return existingItem(way, path);
      })) {
        node.rules = rules;
      }
    });
  }

  /** The owner makes the link by which guests come from now on; without rules everybody may read. */
  share(path: Path, rules: Rules | undefined): Outcome {
    return call(() => {
      const { node } = existingItem(ownersWay(this.root), path);
      if (rules && saysTooMuch(rules)) throw new Refusal(ErrorCode.GROUP_NOT_ALLOWED);
      this.link = { top: node.key, rules: rules && Object.keys(rules).length > 0 ? rules : readableByAll };
    });
  }

  /**
   * The owner sets the whole drive back. What does not belong into it then is in the trash; where there is the drive's
   * business, so it is learnt from it (`learnTrash`).
   */
  rewind({ root }: Moment): { readonly losses: boolean } {
    const present = new Map(this.everything().map((node) => [node.key, node]));
    const { root: back, losses } = restored(root, present);
    const inTree = new Set(all(back).map(({ key }) => key));
    const loose = [...present.values()].filter(({ key }) => !inTree.has(key));
    this.root = back;
    this.trash = loose.map((node) => ({ node: { ...node, children: new Map() }, home: [] }));
    return { losses };
  }

  learnTrash(trash: readonly Trashed[]): void {
    this.trash = [...trash];
  }

  /**
   * Whether somebody may set a folder or file back to a moment at all. A guest who may may still hear that something
   * in it is not his to change.
   */
  maySetBack(who: Person, path: Path, moment: Moment): Outcome {
    return call(() => {
      const way = this.open(who);
      demandAnywhere(way, 'c');
      demandAnywhere(way, 'u');
      const place = find(way, path);
      const node = existing(place);
      for (const right of ['u', 'c', 'd'] satisfies Right[]) {
        if (who !== 'owner') demand(way, place.chain, right);
      }
      demandBelow(way, place.chain, 'd');
      if (!existedAt(moment, node.key)) throw new Refusal(ErrorCode.PARAM_INVALID);
    });
  }
}
