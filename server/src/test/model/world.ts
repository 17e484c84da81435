import {
  ApiError,
  ErrorCode,
  encodeFlags,
  FilePermission,
  FileUri,
  IdKind,
  type PermissionSetting,
} from '@canopy/contract';
import { MemoryDisk } from '../../blobs/drivers/memory/index.ts';
import type { Database } from '../../db/index.ts';
import type { Actor } from '../../drive/index.ts';
import { anonymous, type TestUser, testLimits } from '../drive.ts';
import { withHistory } from '../history.ts';
import { withSharing } from '../sharing.ts';
import { openTestTransfers, type TestTransfers } from '../transfers.ts';
import type { Path } from './nodes.ts';
import type { Outcome } from './outcome.ts';
import { everything, type Guest, groupOf, groups, type Person, type Rights, type Rules } from './people.ts';
import type { Step } from './steps.ts';

/** The real drive, with everything that the model is about. */
export type Ground = TestTransfers & ReturnType<typeof withSharing> & ReturnType<typeof withHistory>;

/** @returns the drive, to be closed before its database */
export async function openGround(database: Database): Promise<Ground> {
  const test = await openTestTransfers(database, new MemoryDisk());
  return Object.assign(test, withSharing(test), withHistory(test));
}

export type Settled = Exclude<Step, { do: 'rewind' | 'there and back' | 'preview' }>;

const bits: Record<string, FilePermission> = {
  r: FilePermission.READ,
  u: FilePermission.UPDATE,
  c: FilePermission.CREATE,
  d: FilePermission.DELETE,
};

export function flagsOf(rights: Rights): string {
  return encodeFlags([...everything].filter((letter) => rights.includes(letter)).map((letter) => bits[letter] ?? 0));
}

/** The people of one run and their drives: does what the model does. */
export class World {
  readonly ground: Ground;
  readonly users: Readonly<Record<Exclude<Person, 'visitor'>, TestUser>>;
  /** Of what was uploaded last. */
  uploaded = 0;
  #link = 'cloudreve://none@share';
  #shelves = 0;

  private constructor(ground: Ground, users: World['users']) {
    this.ground = ground;
    this.users = users;
  }

  /** @param kept versions that the owner keeps, 0 = all */
  static async open(ground: Ground, kept: number): Promise<World> {
    const user = (who: Exclude<Person, 'visitor'>) =>
      ground.user({
        versions: { enabled: true, extensions: [], max: kept },
        group: { ...testLimits, id: groupOf[who] },
      });
    return new World(ground, {
      owner: await user('owner'),
      named: await user('named'),
      member: await user('member'),
      mate: await user('mate'),
      stranger: await user('stranger'),
    });
  }

  actor(who: Person): Actor {
    return who === 'visitor' ? { caller: anonymous, clientId: 'test' } : this.users[who].actor;
  }

  uri(who: Person, path: Path): string {
    const base = who === 'owner' ? 'cloudreve://my' : this.#link;
    return FileUri.parse(base)
      .join(...path)
      .toString();
  }

  /** @param trash keys of what is in the trash, in the order of deletion */
  async run(step: Settled, trash: readonly string[]): Promise<Outcome> {
    const { drive, ids, share } = this.ground;
    const actor = this.actor('who' in step ? step.who : 'owner');
    const uris = 'paths' in step ? step.paths.map((path) => this.uri(step.who, path)) : [];
    const uri = 'path' in step ? this.uri('who' in step ? step.who : 'owner', step.path) : '';
    switch (step.do) {
      case 'create':
        return outcomeOf(drive.creator.create(actor, { uri, type: step.kind }));
      case 'upload':
        return this.#upload(step.who, uri, step.size);
      case 'rename':
        return outcomeOf(drive.renamer.rename(actor, { uri, new_name: step.name }));
      case 'move':
      case 'copy':
        return outcomeOf(
          drive.mover.moveOrCopy(actor, { uris, dst: this.uri(step.who, step.into), copy: step.do === 'copy' }),
        );
      case 'duplicate':
        return outcomeOf(drive.duplicator.duplicate(actor, { uris: [uri] }));
      case 'take':
      case 'take copy':
        return this.#take(step.who, uri, step.do === 'take copy');
      case 'trash':
      case 'delete for good':
        return outcomeOf(drive.trash.delete(actor, { uris, skip_soft_delete: step.do === 'delete for good' }));
      case 'restore':
        return outcomeOf(
          drive.restorer.restore(actor, { uris: [`cloudreve://trash/${trash[step.index] ?? 'nothing'}`] }),
        );
      case 'empty trash':
        return outcomeOf(drive.trash.empty(actor));
      case 'set current':
        return outcomeOf(
          drive.versionEditor.setCurrent(actor, { uri, version: ids.encode(IdKind.ENTITY, step.entity) }),
        );
      case 'delete version':
        return outcomeOf(drive.versionEditor.remove(actor, { uri, version: ids.encode(IdKind.ENTITY, step.entity) }));
      case 'note': {
        const key = 'props:description';
        const patch = step.text === undefined ? { key, remove: true } : { key, value: step.text };
        return outcomeOf(drive.metadataEditor.patch(actor, { uris, patches: [patch] }));
      }
      case 'permit':
        return outcomeOf(
          step.rules
            ? drive.permissionEditor.set(actor, { uris, setting: this.setting(step.rules) })
            : drive.permissionEditor.remove(actor, { uris }),
        );
      case 'share':
        return outcomeOf(
          share(actor, uri, step.rules ? { permissions: this.setting(step.rules) } : {}).then((made) => {
            this.#link = made.uri;
          }),
        );
    }
  }

  /** The folder that holds what a guest took last. */
  get shelf(): string {
    return `cloudreve://my/shelf ${this.#shelves}`;
  }

  /** Bytes that somebody is charged. */
  async paidBy(who: Person): Promise<number> {
    return who === 'visitor' ? 0 : this.ground.used(this.users[who].id);
  }

  setting(rules: Rules): PermissionSetting {
    const { ids } = this.ground;
    const one = (member: string, rights: Rights | undefined) =>
      rights === undefined ? {} : { [member]: flagsOf(rights) };
    const { named, club } = rules;
    return {
      ...(named !== undefined && { user_explicit: one(ids.encode(IdKind.USER, this.users.named.id), named) }),
      ...(club !== undefined && { group_explicit: one(ids.encode(IdKind.GROUP, groups.club), club) }),
      ...one('same_group', rules.sameGroup),
      ...one('other', rules.other),
      ...one('anonymous', rules.anonymous),
      ...one('everyone', rules.everyone),
    };
  }

  async #upload(who: Person, uri: string, size: number): Promise<Outcome> {
    const as = who === 'visitor' ? undefined : this.users[who];
    const path = `/api/v4/file/content?uri=${encodeURIComponent(uri)}`;
    const { json } = await this.ground.call('PUT', path, { as, raw: Buffer.alloc(size) });
    const { primary_entity: entity } = (json.data ?? {}) as { primary_entity?: string };
    this.uploaded = entity === undefined ? 0 : this.ground.ids.decode(IdKind.ENTITY, entity);
    return { code: json.code, failures: [] };
  }

  async #take(who: Guest, uri: string, copy: boolean): Promise<Outcome> {
    const { drive } = this.ground;
    const actor = this.actor(who);
    this.#shelves += 1;
    if (who !== 'visitor') await drive.creator.create(actor, { uri: this.shelf, type: 'folder' });
    return outcomeOf(drive.mover.moveOrCopy(actor, { uris: [uri], dst: this.shelf, copy }));
  }
}

/** @throws what is no answer of the contract */
export async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return { code: ErrorCode.OK, failures: [] };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const failures = Object.values((error.aggregated ?? {}) as Record<string, { code: number }>);
    return { code: error.code, failures: failures.map(({ code }) => code).sort() };
  }
}
