import { ErrorCode, type RewindResult } from '@canopy/contract';
import { Bindings } from './bindings.ts';
import { expectSeen, expectSeenBy } from './checks.ts';
import { DriveModel } from './drive-model.ts';
import { demandEqual, Strayed } from './equal.ts';
import { forbiddenName } from './held.ts';
import { all, bytesOf, chainsBelow, chainTo, type Node, type Path, walk } from './nodes.ts';
import type { Outcome } from './outcome.ts';
import type { Moment } from './past.ts';
import { type Guest, guests, type Person, type Rules } from './people.ts';
import { type Step, told } from './steps.ts';
import { type Truth, truthOf } from './truth.ts';
import { seenBy } from './way.ts';
import { type Ground, outcomeOf, type Settled, World } from './world.ts';

/** What every run begins with: something to work with for everybody. */
const beginning: readonly Settled[] = [
  { do: 'create', who: 'owner', path: ['a', 'b', 'c d'], kind: 'folder' },
  { do: 'create', who: 'owner', path: ['b'], kind: 'folder' },
  { do: 'upload', who: 'owner', path: ['a', 'é'], size: 1 },
  { do: 'upload', who: 'owner', path: ['a', 'é'], size: 2 },
  { do: 'upload', who: 'owner', path: ['a', 'b', 'a'], size: 3 },
  { do: 'share', path: ['a'], rules: { named: 'rucd', club: 'ruc', sameGroup: 'rd', other: 'r', anonymous: 'r' } },
];

/** One run: a fresh owner, people who come by his link, and the model beside them. */
export class Session {
  readonly model: DriveModel;
  readonly #world: World;
  readonly #bindings = new Bindings();
  readonly #past: Moment[] = [];
  /** What was done, for whoever reads what went wrong. */
  readonly #log: string[] = [];
  #truth: Truth | undefined;

  private constructor(model: DriveModel, world: World) {
    this.model = model;
    this.#world = world;
  }

  /**
   * @param kept versions that the owner keeps, 0 = all
   * @param rules of what lies in the shared folder in the beginning, one thing after the other
   */
  static async open(ground: Ground, kept: number, rules: readonly (Rules | undefined)[]): Promise<Session> {
    const session = new Session(new DriveModel(kept), await World.open(ground, kept));
    await session.#told(`the owner keeps ${kept === 0 ? 'all' : kept} versions`, async () => {
      for (const step of beginning) await session.#settled(step);
      const shared = chainsBelow(walk(session.model.root, ['a']).chain.at(-1) as Node);
      for (const [index, chain] of shared.entries()) {
        const path = ['a', ...chain.map(({ name }) => name)];
        const step = { do: 'permit', who: 'owner', paths: [path], rules: rules[index] } as const;
        if (step.rules) session.#log.push(told(step));
        await session.#settled(step);
      }
      await session.#look();
    });
    return session;
  }

  /**
   * Does a step in both, and compares all there is to see.
   * @throws what they differ in, with everything that was done
   */
  async take(step: Step): Promise<void> {
    await this.#told(told(step), async () => {
      if (step.do === 'rewind') await this.#rewind(this.#momentOf(step.back));
      else if (step.do === 'there and back') await this.#thereAndBack(step.path, this.#momentOf(step.back));
      else if (step.do === 'preview') await this.#preview(step.who, step.path, this.#momentOf(step.back));
      else await this.#settled(step);
      await this.#look();
      await this.#probe(step);
    });
  }

  /** Every guest looks at everything; one, taking turns, tries what he may do with it; then all want to throw it away. */
  async end(): Promise<void> {
    await this.#told('in the end', async () => {
      for (const guest of guests) await expectSeenBy(this.#world, this.model, guest);
      const guest = this.#nextGuest();
      const way = this.model.way(guest);
      for (const { path } of way ? seenBy(way) : []) await this.#tryAll(guest, path);
      for (const who of guests) await this.#clearAway(who);
      await this.#look();
    });
  }

  async #told(what: string, work: () => Promise<void>): Promise<void> {
    this.#log.push(what);
    try {
      await work();
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new Strayed(`${said}\n\nafter\n  ${this.#log.join('\n  ')}`, { cause: error });
    }
  }

  async #settled(step: Settled): Promise<void> {
    const trash = this.#truth?.trash ?? [];
    const keys = this.model.trash.map(
      ({ node }) => trash.find((item) => item.node.key === this.#bindings.rowOf(node))?.trashKey ?? '',
    );
    const paid = await this.#world.paidBy('who' in step ? step.who : 'owner');
    const answered = await this.#world.run(step, keys);
    const { arriving, ...expected } = this.#expected(step);
    demandEqual(answered, expected, 'the answer');
    if (arriving && 'who' in step) await this.#expectOnShelf(step.who, arriving, paid);
  }

  #expected(step: Settled): Outcome & { readonly arriving?: readonly Node[] } {
    const { model } = this;
    switch (step.do) {
      case 'create':
        return model.create(step.who, step.path, step.kind);
      case 'upload':
        return model.upload(step.who, step.path, { entity: this.#world.uploaded, size: step.size });
      case 'rename':
        return model.rename(step.who, step.path, step.name);
      case 'move':
      case 'copy':
        return model.move(step.who, step.paths, step.into, step.do === 'copy');
      case 'duplicate':
        return model.duplicate(step.who, step.path);
      case 'take':
      case 'take copy':
        return model.take(step.who, step.path, step.do === 'take copy');
      case 'trash':
      case 'delete for good':
        return model.delete(step.who, step.paths, step.do === 'delete for good');
      case 'restore':
        return model.restore(step.index);
      case 'empty trash':
        return model.emptyTrash();
      case 'set current':
        return model.setCurrent(step.who, step.path, step.entity);
      case 'delete version':
        return model.deleteVersion(step.who, step.path, step.entity);
      case 'note':
        return model.note(step.who, step.paths, step.text);
      case 'permit':
        return model.permit(step.who, step.paths, step.rules);
      case 'share':
        return model.share(step.path, step.rules);
    }
  }

  /** The whole drive goes back, for the owner. A preview says the same before, and changes nothing. */
  async #rewind(moment: Moment): Promise<void> {
    const tried = await this.#goBack([], moment.position, true);
    await this.#look();
    const { losses } = this.model.rewind(moment);
    const { undo: _, ...done } = await this.#goBack([], moment.position, false);
    demandEqual({ ...done, dry_run: true }, tried, 'what the preview said');
    // What lay in the trash then is set back there as well, and may have lost what it held.
    if (losses || moment.trash.length === 0) demandEqual(done.unavailable > 0, losses, 'whether something is lost');
    await this.#learnTrash();
  }

  /**
   * One folder or file goes back, and that is undone: the folder must be as it was then, and all of the drive in the
   * end as it was before. Where something is lost it stays at the preview.
   */
  async #thereAndBack(path: Path, moment: Moment): Promise<void> {
    const expected = this.model.maySetBack('owner', path, moment);
    const uri = this.#world.uri('owner', path);
    if (expected.code !== ErrorCode.OK) {
      demandEqual(await this.#answerTo('owner', uri, moment), expected, 'the answer');
      return;
    }
    const tried = await this.#goBack(path, moment.position, true);
    await this.#look();
    if (tried.unavailable > 0) return;
    const { undo, ...done } = await this.#goBack(path, moment.position, false);
    demandEqual({ ...done, dry_run: true }, tried, 'what the preview said');
    this.#expectAsThen(path, moment, await truthOf(this.#world));
    if (undo !== undefined) await this.#goBack([], undo, false);
    await this.#learnTrash();
  }

  /** A guest who may set something back may still hear that something in it is not his to change. */
  async #preview(who: Guest, path: Path, moment: Moment): Promise<void> {
    const expected = this.model.maySetBack(who, path, moment);
    const answered = await this.#answerTo(who, this.#world.uri(who, path), moment);
    if (expected.code === ErrorCode.OK && answered.code === ErrorCode.OWNER_ONLY) return;
    demandEqual(answered, expected, 'the answer');
  }

  #goBack(path: Path, moment: string, dryRun: boolean): Promise<RewindResult> {
    const { ground } = this.#world;
    const uri = this.#world.uri('owner', path);
    return ground.history.rewinder.rewind(this.#world.actor('owner'), { uri, moment, dry_run: dryRun });
  }

  #answerTo(who: 'owner' | Guest, uri: string, { position }: Moment): Promise<Outcome> {
    const { rewinder } = this.#world.ground.history;
    return outcomeOf(rewinder.rewind(this.#world.actor(who), { uri, moment: position, dry_run: true }));
  }

  /** What was in a folder, or what a file held, whatever the folder or file is called now. */
  #expectAsThen(path: Path, { root, trash }: Moment, truth: Truth): void {
    const now = walk(this.model.root, path).chain.at(-1) as Node;
    const chain = [root, ...trash].map((top) => chainTo(top, now.key)).find((found) => found);
    const was = chain?.at(-1) as Node;
    const found = walk(truth.root, path).chain.at(-1) as Node;
    const then = this.#bindings.lines({ ...was, name: now.name, versions: [] }, '');
    demandEqual(
      withoutVersions(this.#bindings.linesOfTruth(found, '')).sort(),
      withoutVersions(then).sort(),
      'the folder of then',
    );
  }

  /** Where in the trash things lie after a rewind is the business of the drive, as long as nothing is lost. */
  async #learnTrash(): Promise<void> {
    const { trash } = await truthOf(this.#world);
    const known = new Map(this.model.everything().map((node) => [this.#bindings.rowOf(node), node]));
    const learnt = (node: Node): Node => {
      const before = known.get(node.key);
      const children = new Map([...node.children].map(([name, child]) => [name, learnt(child)]));
      return {
        ...node,
        children,
        key: before?.key ?? this.#bindings.keyOf(node.key),
        versions: before?.versions ?? [],
      };
    };
    const items = trash.map(({ node, home }) => ({ node: learnt(node), home }));
    const there = new Set(items.flatMap(({ node }) => all(node)).map(({ key }) => key));
    const missing = this.model.trash.flatMap(({ node }) => all(node)).filter(({ key }) => !there.has(key));
    demandEqual(
      missing.map(({ name }) => name),
      [],
      'what is neither in the tree nor in the trash',
    );
    this.model.learnTrash(items);
  }

  async #look(): Promise<void> {
    this.#truth = await truthOf(this.#world);
    this.#bindings.demandSame(this.model, this.#truth);
    await expectSeen(this.#world, this.model);
    this.#past.push(this.model.moment(await this.#world.ground.now(this.#world.users.owner)));
  }

  #momentOf(back: number): Moment {
    return this.#past.at(-1 - Math.min(back, this.#past.length - 1)) as Moment;
  }

  /** A guest, whoever did the last step or another one in turn, tries what he may do with one thing in turn. */
  async #probe(step: Step): Promise<void> {
    const guest = 'who' in step && step.who !== 'owner' ? step.who : this.#nextGuest();
    const way = this.model.way(guest);
    const seen = way ? seenBy(way) : [];
    const one = seen[this.#log.length % Math.max(1, seen.length)];
    if (one) await this.#tryAll(guest, one.path);
  }

  /** Takes a copy of what lies in the shared folder and then throws it away, one thing after the other. */
  async #clearAway(who: Guest): Promise<void> {
    for (const name of this.model.way(who)?.top.children.keys() ?? []) {
      await this.#settled({ do: 'take copy', who, path: [name] });
      await this.#settled({ do: 'trash', who, paths: [[name]] });
    }
  }

  #nextGuest(): Guest {
    return guests[this.#log.length % guests.length] as Guest;
  }

  /** Tries each right by what changes nothing for those who have it. */
  async #tryAll(who: Guest, path: Path): Promise<void> {
    const name = path.at(-1) as string;
    await this.#settled({ do: 'rename', who, path, name });
    await this.#settled({ do: 'create', who, path: [...path, forbiddenName], kind: 'folder' });
    await this.#settled({ do: 'move', who, paths: [path], into: path.slice(0, -1) });
  }

  /** What a guest took is in his drive, and he pays for it. */
  async #expectOnShelf(who: Person, arriving: readonly Node[], paidBefore: number): Promise<void> {
    if (who === 'visitor') return;
    const { ground, shelf, users } = this.#world;
    const { lister } = ground.drive;
    const { files } = await lister.list(users[who].caller, { uri: `${shelf}?size_lte=1000`, page_size: 500 });
    const lines = arriving.flatMap((node) => all(node).map(({ name, current }) => `${name} ${current?.size ?? 0}`));
    demandEqual(files.map(({ name, size }) => `${name} ${size}`).sort(), lines.sort(), 'what arrived');
    const bytes = arriving.reduce((sum, node) => sum + bytesOf(node), 0);
    demandEqual((await this.#world.paidBy(who)) - paidBefore, bytes, `what ${who} pays for it`);
  }
}

function withoutVersions(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/ holds \S*/, ''));
}
