import { FileUri } from '@canopy/contract';
import { type PermissionRules, parseRules } from '../../drive/index.ts';
import type { Trashed } from './held.ts';
import { type Node, type Path, put, type Version } from './nodes.ts';
import { everything, groups, type Rights, type Rules } from './people.ts';
import type { World } from './world.ts';

/** What lies in the owner's trash, with the key by which it is addressed. */
export interface TrashedTruth extends Trashed {
  readonly trashKey: string;
}

/** Everything of the owner as it is stored: nodes with the numbers of their rows for keys. */
export interface Truth {
  readonly root: Node;
  readonly trash: readonly TrashedTruth[];
}

export async function truthOf({ ground, users }: World): Promise<Truth> {
  const { database, drive } = ground;
  const rows = await database.read
    .selectFrom('files')
    .selectAll()
    .where('owner_id', '=', users.owner.id)
    .where('purged_at', 'is', null)
    .orderBy('id')
    .execute();
  const ids = rows.map((row) => row.id);
  const facts = await drive.metadata.ofMany(database.read, ids);
  const held = Map.groupBy(await drive.entities.links(database.read, ids), (link) => link.file_id);
  const nodes = new Map<number, Node>();
  for (const { id, kind, name, permissions, primary_entity: primary } of rows) {
    const versions: Version[] = (held.get(id) ?? [])
      .map((link) => ({ entity: link.id, size: link.size }))
      .sort((a, b) => a.entity - b.entity);
    nodes.set(id, {
      ...{ key: id, kind: kind === 0 ? 'file' : 'folder', name, children: new Map(), versions },
      current: versions.find(({ entity }) => entity === primary),
      rules: permissions === null ? undefined : rulesOf(parseRules(permissions), users.named.id),
      note: facts.get(id)?.['props:description'],
    });
  }
  let root: Node | undefined;
  const trash: TrashedTruth[] = [];
  for (const { id, parent_id: parentId, trash_key: trashKey } of rows) {
    const node = nodes.get(id) as Node;
    const parent = parentId === null ? undefined : nodes.get(parentId);
    if (parent) put(parent, node);
    else if (trashKey !== null) trash.push({ node, trashKey, home: homeOf(facts.get(id)?.['sys:restore_uri']) });
    else root = node;
  }
  if (!root) throw new Error('the owner has no drive');
  return { root, trash };
}

/** The folder that something in the trash came from. */
function homeOf(uri: string | undefined): Path {
  return uri === undefined ? [] : FileUri.parse(uri).parent().elements;
}

function rulesOf({ users, groups: named, ...others }: PermissionRules, namedId: number): Rules {
  const all = { named: users?.[namedId], club: named?.[groups.club], ...others };
  const stated = Object.entries(all).filter(([, rights]) => rights !== undefined);
  return Object.fromEntries(stated.map(([audience, rights]) => [audience, lettersOf(rights as number)]));
}

/** Bit n for the n-th letter of rights. */
function lettersOf(rights: number): Rights {
  return [...everything].filter((_, bit) => rights & (1 << bit)).join('');
}
