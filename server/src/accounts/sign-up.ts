import { ApiError, ErrorCode } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Captcha, CaptchaAnswer } from './captcha.ts';
import { SystemGroup } from './group.ts';
import { findGroup } from './groups-store.ts';
import { newCredentialStamp, type Passwords } from './passwords.ts';
import { findUser, findUserByEmail, insertUser, isEmpty, renumber } from './store.ts';
import { settingsOfNewUser, type User } from './user.ts';

/** The first account ever has this row number, and is the administrator. */
const firstUserId = 1;

export interface SignUpRequest extends CaptchaAnswer {
  readonly email: string;
  readonly password: string;
  readonly language?: string | undefined;
}

export interface SignUpOptions {
  readonly database: Database;
  readonly settings: Settings;
  readonly passwords: Passwords;
  readonly captcha: Captcha;
  readonly clock: Clock;
}

/** Making accounts. */
export class SignUp {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #passwords: Passwords;
  readonly #captcha: Captcha;
  readonly #clock: Clock;

  constructor({ database, settings, passwords, captcha, clock }: SignUpOptions) {
    this.#database = database;
    this.#settings = settings;
    this.#passwords = passwords;
    this.#captcha = captcha;
    this.#clock = clock;
  }

  /**
   * What everybody may do while registration is open. The very first account becomes the administrator.
   * @throws ApiError 40019 registration is closed, 40026 captcha, 40032 the address has an account
   */
  async register(request: SignUpRequest): Promise<User> {
    if (!this.#settings.get('register_enabled')) throw new ApiError(ErrorCode.FEATURE_NOT_ENABLED);
    await this.#captcha.check('reg_captcha', request);
    return this.create(request);
  }

  /**
   * Makes an account without asking whether registration is open.
   * @param groupId group of the account; the default group of the site when left out
   * @throws ApiError 40032
   */
  async create({ email, password, language }: SignUpRequest, groupId?: number): Promise<User> {
    const address = email.toLowerCase();
    // Asked before the slow hash, and again below, where nobody can come between.
    if (await findUserByEmail(this.#database.read, address)) throw new ApiError(ErrorCode.EMAIL_EXISTED);
    const hash = await this.#passwords.hash(password);
    return this.#database.write(async (tx) => {
      await tx.lockTree(0);
      if (await findUserByEmail(tx.db, address)) throw new ApiError(ErrorCode.EMAIL_EXISTED);
      const first = await isEmpty(tx.db, 'users');
      const inserted = await insertUser(tx, {
        email: address,
        nick: address.slice(0, address.lastIndexOf('@')),
        password: hash,
        credentialStamp: newCredentialStamp(),
        status: 'active',
        groupId: first ? SystemGroup.ADMIN : await this.#groupOfNewUser(tx, groupId),
        settings: { ...settingsOfNewUser, ...(language && isLanguageTag(language) && { language }) },
        now: this.#clock.now(),
      });
      const id = first ? firstUserId : inserted;
      await renumber(tx, 'users', inserted, id);
      const user = await findUser(tx.db, id);
      if (!user) throw new Error(`user ${id} vanished in the transaction that made it`);
      return user;
    });
  }

  /** A default group that was deleted, or is the anonymous one, must not stop people from signing up. */
  async #groupOfNewUser(tx: Transactor, wanted = this.#settings.get('default_group')): Promise<number> {
    if (wanted === SystemGroup.ANONYMOUS || !(await findGroup(tx.db, wanted))) return SystemGroup.USER;
    return wanted;
  }
}

/** `en`, `zh-CN`, `zh-Hant-TW` (RFC 5646, without its rarer forms). Anything else is not worth refusing anybody. */
function isLanguageTag(text: string): boolean {
  return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/.test(text);
}
