import { createHash } from 'node:crypto';
import {
  ApiError,
  type Capacity,
  ErrorCode,
  type IdCodec,
  IdKind,
  type Group as WireGroup,
  type User as WireUser,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { SystemGroup } from './group.ts';
import type { Groups } from './groups.ts';
import { listGroupNames } from './groups-store.ts';
import { presentAnonymous, presentUser, type Sight } from './present.ts';
import { findUser, searchUsers } from './store.ts';
import type { User } from './user.ts';

const mostHits = 10;

export interface ProfilesOptions {
  readonly database: Database;
  readonly settings: Settings;
  readonly groups: Groups;
  readonly ids: IdCodec;
}

/** Users as they see themselves and each other. */
export class Profiles {
  readonly #options: ProfilesOptions;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /** The caller in full, also when nobody is signed in. */
  async self(caller: Caller): Promise<WireUser> {
    const { groups, ids } = this.#options;
    const group = await groups.find(caller.group.id);
    if (!group) throw new ApiError(ErrorCode.GROUP_NOT_FOUND);
    if (caller.anonymous) return presentAnonymous(ids, group);
    return presentUser(ids, await this.#find(caller.userId), group, 'self');
  }

  /** @param id public id @throws ApiError 40001, 40021 */
  async other(caller: Caller, id: string): Promise<WireUser> {
    return this.#present(await this.#byPublicId(id), this.sight(caller));
  }

  /** At most ten active users whose name, or address where it may be seen, contains the keyword. */
  async search(caller: Caller, keyword: string): Promise<WireUser[]> {
    const sight = this.sight(caller);
    const users = await searchUsers(this.#options.database.read, keyword, sight === 'member', mostHits);
    return Promise.all(users.map((user) => this.#present(user, sight)));
  }

  /** All groups that people can be in, by name and id: to share with one of them. */
  async groups(): Promise<WireGroup[]> {
    const rows = await listGroupNames(this.#options.database.read, SystemGroup.ANONYMOUS);
    return rows.map(({ id, name }) => ({ id: this.#options.ids.encode(IdKind.GROUP, id), name }));
  }

  /** Bytes that the caller has and uses. */
  async capacity(caller: Caller): Promise<Capacity> {
    const [user, group] = await Promise.all([this.#find(caller.userId), this.#options.groups.find(caller.group.id)]);
    return { total: group?.maxStorage ?? 0, used: user.storageUsed };
  }

  /** Where the picture of a user is: an address at Gravatar, or nowhere. @throws ApiError 40001, 40021 */
  async avatarAddress(id: string): Promise<string | undefined> {
    const user = await this.#byPublicId(id);
    if (user.avatar !== 'gravatar') return undefined;
    const server = this.#options.settings.get('gravatar_server').replace(/\/+$/, '');
    const digest = createHash('md5').update(user.email.toLowerCase()).digest('hex');
    return `${server}/avatar/${digest}?d=mm&s=200`;
  }

  /** How much of other users the caller sees. */
  sight(caller: Caller): Exclude<Sight, 'self'> {
    return !caller.anonymous && this.#options.settings.get('expose_user_email') ? 'member' : 'stranger';
  }

  async #present(user: User, sight: Sight): Promise<WireUser> {
    return presentUser(this.#options.ids, user, await this.#options.groups.find(user.groupId), sight);
  }

  async #byPublicId(id: string): Promise<User> {
    return this.#find(this.#options.ids.decode(IdKind.USER, id));
  }

  async #find(id: number): Promise<User> {
    const user = await findUser(this.#options.database.read, id);
    if (!user) throw new ApiError(ErrorCode.USER_NOT_FOUND);
    return user;
  }
}
