import { ErrorCode, FileUri, IdKind } from '@canopy/contract';
import type { DriveModel } from './drive-model.ts';
import { demandEqual } from './equal.ts';
import type { Trashed } from './held.ts';
import { chainsBelow, type Node, type Path } from './nodes.ts';
import { Refusal } from './outcome.ts';
import { type Guest, guests, type Person, type Rights } from './people.ts';
import { demand, existing, existingItem, find, seenBy, versionsFor, type Way } from './way.ts';
import { flagsOf, outcomeOf, type World } from './world.ts';

/** More than a run makes, so that one page shows it all. */
const all = { size: 1_000, page_size: 1_000 };

/** What everybody sees of a drive, and what its owner is charged. @throws Strayed */
export async function expectSeen(world: World, model: DriveModel): Promise<void> {
  const { ground, users } = world;
  const own = chainsBelow(model.root).map((chain) => {
    const path = chain.map(({ name }) => name);
    return line(world.uri('owner', path), chain.at(-1) as Node, null);
  });
  demandEqual(await found(world, 'owner'), own.sort(), 'what the owner finds');
  demandEqual(await trashOf(world), model.trash.map(trashed).sort(), 'the trash');
  demandEqual(await ground.used(users.owner.id), model.bytes, 'the bytes that are charged');
  for (const guest of guests)
    demandEqual(await found(world, guest), expectedOf(world, model, guest), `what ${guest} finds`);
}

/** The same folder by folder, and file by file with its versions. @throws Strayed */
export async function expectSeenBy(world: World, model: DriveModel, guest: Guest): Promise<void> {
  const way = model.way(guest);
  if (!way) return;
  for (const below of [[], ...chainsBelow(way.top)]) {
    const path = below.map(({ name }) => name);
    demandEqual(
      await listed(world, guest, path),
      expectedIn(way, path),
      `what ${guest} is shown in /${path.join('/')}`,
    );
    demandEqual(
      await details(world, guest, path),
      expectedOn(way, path),
      `what ${guest} is told of /${path.join('/')}`,
    );
  }
}

/** Everything below the top, by one search. */
async function found(world: World, who: Person): Promise<string[] | number> {
  const { ground } = world;
  const uri = `${world.uri(who, [])}?size_lte=${all.size}`;
  let lines: string[] = [];
  const { code } = await outcomeOf(
    ground.drive.lister.list(world.actor(who).caller, { uri, page_size: all.page_size }).then(({ files }) => {
      lines = files.map((file) => {
        const current = ground.ids.decode(IdKind.ENTITY, file.primary_entity ?? '');
        return words(
          file.path ?? '',
          file.permission ?? null,
          file.size,
          current,
          file.metadata?.['props:description'],
        );
      });
    }),
  );
  return code === ErrorCode.OK ? lines.sort() : code;
}

function expectedOf(world: World, model: DriveModel, guest: Guest): string[] | number {
  const way = model.way(guest);
  if (!way) return ErrorCode.NOT_FOUND;
  if (!way.rights([way.top]).includes('r')) return ErrorCode.NO_PERMISSION;
  return seenBy(way)
    .map(({ path, node, rights }) => line(world.uri(guest, path), node, rights))
    .sort();
}

/** What a folder shows: names and what may be done with each. */
async function listed(world: World, guest: Guest, path: Path): Promise<string[] | number> {
  const { lister } = world.ground.drive;
  let lines: string[] = [];
  const uri = world.uri(guest, path);
  const { code } = await outcomeOf(
    lister.list(world.actor(guest).caller, { uri, page_size: all.page_size }).then(({ files }) => {
      lines = files.map(({ name, permission }) => `${name} ${permission}`);
    }),
  );
  return code === ErrorCode.OK ? lines.sort() : code;
}

function expectedIn(way: Way, path: Path): string[] | number {
  return answerOf(() => {
    const place = find(way, path);
    const folder = existing(place);
    if (folder.kind === 'file') throw new Refusal(ErrorCode.PATH_NOT_EXIST);
    demand(way, place.chain, 'r');
    const children = [...folder.children.values()];
    return children.map((child) => `${child.name} ${flagsOf(way.rights([...place.chain, child]))}`).sort();
  });
}

/** The versions of a file that somebody is shown. */
async function details(world: World, guest: Guest, path: Path): Promise<number[] | number> {
  const { drive, ids } = world.ground;
  let versions: number[] = [];
  const { code } = await outcomeOf(
    drive.inspector.info(world.actor(guest).caller, { uri: world.uri(guest, path), extended: true }).then((file) => {
      versions = (file.extended_info?.entities ?? []).map(({ id }) => ids.decode(IdKind.ENTITY, id));
    }),
  );
  return code === ErrorCode.OK ? versions.sort((a, b) => a - b) : code;
}

function expectedOn(way: Way, path: Path): number[] | number {
  return answerOf(() => {
    const { node, chain } = existingItem(way, path);
    demand(way, chain, 'r');
    return versionsFor(way, chain, node).map(({ entity }) => entity);
  });
}

/** What the owner finds in his trash, with where it was. */
async function trashOf({ ground, users }: World): Promise<string[]> {
  const { files } = await ground.drive.lister.list(users.owner.caller, {
    uri: 'cloudreve://trash',
    page_size: all.page_size,
  });
  return files.map(({ name, metadata }) => `${name} from ${metadata?.['sys:restore_uri']}`).sort();
}

function trashed({ node, home }: Trashed): string {
  const uri = FileUri.root('my').join(...home, node.name);
  return `${node.name} from ${uri}`;
}

function line(uri: string, node: Node, rights: Rights | null): string {
  const flags = rights === null ? null : flagsOf(rights);
  return words(uri, flags, node.current?.size ?? 0, node.current?.entity ?? 0, node.note);
}

function words(uri: string, flags: string | null, size: number, current: number, note: string | undefined): string {
  return `${uri} ${flags} ${size} bytes of #${current} ${note ?? ''}`;
}

function answerOf<Answer>(work: () => Answer): Answer | number {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
