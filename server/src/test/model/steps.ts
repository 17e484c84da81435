import fc from 'fast-check';
import type { DriveModel } from './drive-model.ts';
import { chainsBelow, type Node, type Path, walk } from './nodes.ts';
import { type Guest, guests, type Person, people, type Rules } from './people.ts';

/** What somebody does, with everything it needs. */
export type Step =
  | { do: 'create'; who: Person; path: Path; kind: Node['kind'] }
  | { do: 'upload'; who: Person; path: Path; size: number }
  | { do: 'rename'; who: Person; path: Path; name: string }
  | { do: 'move' | 'copy'; who: Person; paths: readonly Path[]; into: Path }
  | { do: 'duplicate'; who: Person; path: Path }
  | { do: 'take' | 'take copy'; who: Guest; path: Path }
  | { do: 'trash' | 'delete for good'; who: Person; paths: readonly Path[] }
  | { do: 'restore'; index: number }
  | { do: 'empty trash' }
  | { do: 'set current' | 'delete version'; who: Person; path: Path; entity: number }
  | { do: 'note'; who: Person; paths: readonly Path[]; text: string | undefined }
  | { do: 'permit'; who: Person; paths: readonly Path[]; rules: Rules | undefined }
  | { do: 'share'; path: Path; rules: Rules | undefined }
  | { do: 'rewind'; back: number }
  | { do: 'there and back'; path: Path; back: number }
  | { do: 'preview'; who: Guest; path: Path; back: number };

/** A step before it is known what there is to do it with. */
type Draft = (model: DriveModel) => Step;

/** Something there is, by its turn among all that somebody comes to, and names below it. */
interface Spot {
  readonly nth: number;
  readonly of: 'folders' | 'files' | 'all';
  readonly below: Path;
}

/** Highest turn that is drawn. */
const rarest = 20;
/** Few names, so that steps meet. */
const name = fc.constantFrom('a', 'b', 'c d', 'é');
const who = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Person>('owner') },
  { weight: 1, arbitrary: fc.constantFrom<Person>(...people) },
);
/** Guests may not say who may do what; that is soon tried. */
const ruler = fc.oneof({ weight: 6, arbitrary: fc.constant<Person>('owner') }, { weight: 1, arbitrary: who });
const guest = fc.constantFrom(...guests);
const spot = (of: Spot['of'], most = 0) =>
  fc.record({ nth: fc.nat(rarest), of: fc.constant(of), below: fc.array(name, { maxLength: most }) });
const something = fc.oneof({ weight: 6, arbitrary: spot('all') }, { weight: 1, arbitrary: spot('all', 1) });
const folder = fc.oneof({ weight: 6, arbitrary: spot('folders') }, { weight: 1, arbitrary: something });
const file = fc.oneof({ weight: 6, arbitrary: spot('files') }, { weight: 1, arbitrary: something });
const place = fc.record({
  nth: fc.nat(rarest),
  of: fc.constant('folders' as const),
  below: fc.array(name, { minLength: 1, maxLength: 2 }),
});
const some = fc.oneof(
  { weight: 2, arbitrary: something.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(something, { minLength: 2, maxLength: 3 }) },
);
const back = fc.nat(12);

const rights = fc.constantFrom('', 'r', 'ru', 'rc', 'rd', 'rucd', 'rucd', 'rucd');
const said = fc.option(rights, { nil: undefined });
const rules: fc.Arbitrary<Rules> = fc
  .record({
    named: said,
    club: said,
    sameGroup: said,
    other: said,
    // Mostly what the owner's group may say of those who are not signed in.
    anonymous: fc.constantFrom('', 'r', 'r', 'r', 'r', 'r', 'ru'),
    everyone: said,
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, stated]) => stated !== undefined)));
/** Undefined = none. */
export const rulesOrNone = fc.option(rules, { nil: undefined, freq: 3 });

const drafts: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Draft> }[] = [
  drawn(4, { who, at: place, kind: fc.constantFrom<Node['kind']>('file', 'folder', 'folder') }, (d, find) => ({
    do: 'create',
    who: d.who,
    path: find(d.who, d.at),
    kind: d.kind,
  })),
  drawn(4, { who, at: fc.oneof(place, file), size: fc.nat(9) }, (d, find) => ({
    do: 'upload',
    who: d.who,
    path: find(d.who, d.at),
    size: d.size,
  })),
  drawn(2, { who, at: something, name }, (d, find) => ({
    do: 'rename',
    who: d.who,
    path: find(d.who, d.at),
    name: d.name,
  })),
  drawn(5, { who, some, into: folder, copy: fc.boolean() }, (d, find) => ({
    do: d.copy ? 'copy' : 'move',
    who: d.who,
    paths: d.some.map((at) => find(d.who, at)),
    into: find(d.who, d.into),
  })),
  drawn(2, { who, at: something }, (d, find) => ({ do: 'duplicate', who: d.who, path: find(d.who, d.at) })),
  drawn(1, { who: guest, at: something, copy: fc.boolean() }, (d, find) => ({
    do: d.copy ? 'take copy' : 'take',
    who: d.who,
    path: find(d.who, d.at),
  })),
  drawn(3, { who, some, forGood: fc.boolean() }, (d, find) => ({
    do: d.forGood ? 'delete for good' : 'trash',
    who: d.who,
    paths: d.some.map((at) => find(d.who, at)),
  })),
  drawn(3, { nth: fc.nat(9) }, (d, _, model) => ({
    do: 'restore',
    index: d.nth % Math.max(1, model.trash.length),
  })),
  drawn(1, {}, () => ({ do: 'empty trash' })),
  drawn(3, { who, at: file, nth: fc.nat(4), gone: fc.boolean() }, (d, find, model) => {
    const path = find(d.who, d.at);
    const entity = versionOf(model, d.who, path, d.nth);
    return { do: d.gone ? 'delete version' : 'set current', who: d.who, path, entity };
  }),
  drawn(2, { who, some, text: fc.option(name, { nil: undefined }) }, (d, find) => ({
    do: 'note',
    who: d.who,
    paths: d.some.map((at) => find(d.who, at)),
    text: d.text,
  })),
  drawn(6, { who: ruler, some, rules: rulesOrNone }, (d, find) => ({
    do: 'permit',
    who: d.who,
    paths: d.some.map((at) => find(d.who, at)),
    rules: d.rules,
  })),
  drawn(1, { at: folder, rules: rulesOrNone }, (d, find, model) => {
    // A link to one file is another file system, with tests of its own.
    const path = find('owner', d.at);
    const isFile = chainsBelow(model.root).some(
      (chain) => chain.at(-1)?.kind === 'file' && chain.map((node) => node.name).join('/') === path.join('/'),
    );
    return { do: 'share', path: isFile ? path.slice(0, -1) : path, rules: d.rules };
  }),
  drawn(3, { back }, (d) => ({ do: 'rewind', back: d.back })),
  drawn(3, { at: something, back }, (d, find) => ({ do: 'there and back', path: find('owner', d.at), back: d.back })),
  drawn(1, { who: guest, at: something, back }, (d, find) => ({
    do: 'preview',
    who: d.who,
    path: find(d.who, d.at),
    back: d.back,
  })),
];

/** Any step. */
export const step: fc.Arbitrary<Draft> = fc.oneof(...drafts);

type Find = (who: Person, at: Spot) => Path;

function drawn<Values extends object>(
  weight: number,
  values: { [Key in keyof Values]: fc.Arbitrary<Values[Key]> },
  make: (values: Values, find: Find, model: DriveModel) => Step,
) {
  const arbitrary = fc.record(values).map((given): Draft => {
    const draft: Draft = (model) => make(given as Values, (by, at) => pathOf(model, by, at), model);
    return Object.assign(draft, { [fc.toStringMethod]: () => fc.stringify(given) });
  });
  return { weight, arbitrary };
}

/** Where there is nothing of the kind, or no way to it, a path that leads nowhere. */
function pathOf(model: DriveModel, by: Person, { nth, of, below }: Spot): Path {
  const top = model.way(by)?.top;
  if (!top) return ['nothing', ...below];
  const kind = of === 'folders' ? 'folder' : 'file';
  const chains = [[], ...chainsBelow(top)].filter((chain) => of === 'all' || (chain.at(-1)?.kind ?? 'folder') === kind);
  const chain = chains[nth % Math.max(1, chains.length)];
  return chain ? [...chain.map((node) => node.name), ...below] : ['nothing', ...below];
}

/** A version of the file, sometimes one of another file, and one that nothing has where there is none. */
function versionOf(model: DriveModel, by: Person, path: Path, nth: number): number {
  const top = model.way(by)?.top;
  const own = top ? (walk(top, path).chain.at(-1)?.versions ?? []) : [];
  const other = model.everything().flatMap(({ versions }) => versions.slice(0, 1));
  const held = [...own, ...own, ...other.slice(0, 1)];
  return held[nth % Math.max(1, held.length)]?.entity ?? 0;
}

/** In words, for whoever reads what went wrong. */
export function told(step: Step): string {
  const at = (path: Path) => `/${path.join('/')}`;
  const parts = Object.entries(step).map(([key, value]) => {
    if (key === 'do') return value;
    if (key === 'paths') return (value as Path[]).map(at).join(', ');
    if (key === 'into') return `into ${at(value)}`;
    if (key === 'path') return at(value);
    return `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`;
  });
  const who = 'who' in step ? step.who : 'owner';
  return `${who}: ${parts.filter((part) => !part.startsWith('who ')).join(' ')}`;
}
