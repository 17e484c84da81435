import { ApiError, ErrorCode } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Groups } from './groups.ts';
import { newCredentialStamp, type Passwords } from './passwords.ts';
import type { SignUp } from './sign-up.ts';
import { findUserByEmail, listUsers, updateUser } from './store.ts';
import type { User, UserStatus } from './user.ts';

export interface AdministrationOptions {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly groups: Groups;
  readonly signUp: SignUp;
  readonly clock: Clock;
}

/** What whoever runs the machine may do with accounts, without being asked who he is. */
export class Administration {
  readonly #options: AdministrationOptions;

  constructor(options: AdministrationOptions) {
    this.#options = options;
  }

  list(): Promise<User[]> {
    return listUsers(this.#options.database.read);
  }

  /** @throws ApiError 40001 for an address or password that sign-up would refuse too, 40032 for one that is taken. */
  add(email: string, password: string): Promise<User> {
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 100) {
      throw new ApiError(ErrorCode.PARAM_INVALID, `"${email}" is not an e-mail address.`);
    }
    checkPassword(password);
    return this.#options.signUp.create({ email, password });
  }

  /** Ends every session of the account too. @throws ApiError 40021, 40001 */
  async setPassword(email: string, password: string): Promise<void> {
    checkPassword(password);
    const hash = await this.#options.passwords.hash(password);
    await this.#change(email, { password: hash, credential_stamp: newCredentialStamp() });
  }

  /** @throws ApiError 40021, 40043 for the first account, which stays active */
  async setStatus(email: string, status: UserStatus): Promise<void> {
    await this.#change(email, { status });
  }

  /** @throws ApiError 40021, 40039, 40043 for the first account, which stays administrator */
  async setGroup(email: string, groupId: number): Promise<void> {
    if (!(await this.#options.groups.find(groupId))) throw new ApiError(ErrorCode.GROUP_NOT_FOUND);
    await this.#change(email, { group_id: groupId });
  }

  async #change(email: string, change: Parameters<typeof updateUser>[2]): Promise<void> {
    const { database, clock } = this.#options;
    await database.write(async (tx) => {
      const user = await findUserByEmail(tx.db, email.toLowerCase());
      if (!user) throw new ApiError(ErrorCode.USER_NOT_FOUND);
      if (user.id === 1 && (change.status !== undefined || change.group_id !== undefined)) {
        throw new ApiError(ErrorCode.INVALID_ACTION_ON_DEFAULT_USER);
      }
      await updateUser(tx, user.id, change, clock.now());
    });
  }
}

function checkPassword(password: string): void {
  const length = [...password].length;
  if (length < 6 || length > 128) throw new ApiError(ErrorCode.PARAM_INVALID, 'A password has 6 to 128 characters.');
}
