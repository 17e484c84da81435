import { ApiError, ErrorCode, type PatchUserSetting, type UserSettings as WireSettings } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import type { Brakes } from './brakes.ts';
import { newCredentialStamp, type Passwords } from './passwords.ts';
import { findUser, updateUser } from './store.ts';
import { isTotpCode } from './totp.ts';
import type { User, UserSettings } from './user.ts';

const longestNick = 100;
const mostExtensions = 500;

export interface PreferencesOptions {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly brakes: Brakes;
  readonly clock: Clock;
}

/** What people see and change about their own account. */
export class Preferences {
  readonly #options: PreferencesOptions;

  constructor(options: PreferencesOptions) {
    this.#options = options;
  }

  async get(caller: Caller): Promise<WireSettings> {
    const user = await this.#user(caller);
    const { settings } = user;
    return {
      version_retention_enabled: settings.versionRetention ?? false,
      ...(settings.versionRetentionExtensions && { version_retention_ext: settings.versionRetentionExtensions }),
      ...(settings.versionRetentionMax && { version_retention_max: settings.versionRetentionMax }),
      passwordless: user.password === '',
      two_fa_enabled: user.twoFactorSecret !== undefined,
      disable_view_sync: settings.disableViewSync ?? false,
      share_links_in_profile: settings.shareLinksInProfile ?? '',
    };
  }

  /**
   * Changes what is present, in this order: name, password, two-factor sign-in, everything else together. A
   * step that fails leaves the earlier ones done. A password is changed only by both its old and new value.
   */
  async change(caller: Caller, patch: PatchUserSetting, address: string): Promise<void> {
    checkScopes(caller, patch);
    checkValues(patch);
    const { nick, current_password, new_password } = patch;
    if (nick !== undefined) await this.#write((tx, now) => updateUser(tx, caller.userId, { nick }, now));
    if (current_password !== undefined && new_password !== undefined) {
      await this.#changePassword(await this.#user(caller), current_password, new_password, address);
    }
    if (patch.two_fa_enabled !== undefined) await this.#changeTwoFactor(await this.#user(caller), patch, address);
    const change = settingsOf(patch);
    if (Object.keys(change).length === 0) return;
    await this.#write((tx, now) => changeUserSettings(tx, caller.userId, (old) => ({ ...old, ...change }), now));
  }

  /** From now on every refresh token of the user is dead, the caller's too. */
  async #changePassword(user: User, current: string, wanted: string, address: string): Promise<void> {
    const { brakes, passwords } = this.#options;
    const attempt = await brakes.begin('password', String(user.id), address);
    if (!attempt) throw new ApiError(ErrorCode.INCORRECT_PASSWORD);
    if (!(await passwords.verify(current, user.password)).matches) throw new ApiError(ErrorCode.INCORRECT_PASSWORD);
    await attempt.succeeded();
    const password = await passwords.hash(wanted);
    await this.#write((tx, now) => updateUser(tx, user.id, { password, credential_stamp: newCredentialStamp() }, now));
  }

  /** Switching on needs a secret prepared beforehand, switching off a code of the one in force. */
  async #changeTwoFactor(user: User, { two_fa_enabled, two_fa_code }: PatchUserSetting, address: string) {
    const { brakes, clock } = this.#options;
    if (!two_fa_code) throw new ApiError(ErrorCode.PARAM_INVALID, 'two_fa_code cannot be empty.');
    if (two_fa_enabled) throw new ApiError(ErrorCode.INTERNAL_SETTING, 'Two-factor sign-in was not prepared.');
    const attempt = await brakes.begin('two-factor', String(user.id), address);
    if (!attempt || !user.twoFactorSecret || !isTotpCode(user.twoFactorSecret, two_fa_code, clock.now())) {
      throw new ApiError(ErrorCode.TWO_FA_CODE_WRONG);
    }
    await attempt.succeeded();
    await this.#write((tx, now) => updateUser(tx, user.id, { two_factor_secret: null }, now));
  }

  async #user(caller: Caller): Promise<User> {
    const user = await findUser(this.#options.database.read, caller.userId);
    if (!user) throw new ApiError(ErrorCode.CREDENTIAL_INVALID);
    return user;
  }

  async #write(work: (tx: Transactor, now: number) => Promise<void>): Promise<void> {
    await this.#options.database.write((tx) => work(tx, this.#options.clock.now()));
  }
}

/** Reads, changes and writes the settings of one user in the given transaction. */
export async function changeUserSettings(
  tx: Transactor,
  userId: number,
  change: (settings: UserSettings) => UserSettings,
  now: number,
): Promise<void> {
  await tx.lockTree(userId);
  const user = await findUser(tx.db, userId);
  if (!user) throw new ApiError(ErrorCode.USER_NOT_FOUND);
  await updateUser(tx, userId, { settings: JSON.stringify(change(user.settings)) }, now);
}

function checkScopes({ scopes }: Caller, patch: PatchUserSetting): void {
  const sensitive = [patch.current_password, patch.new_password, patch.two_fa_enabled, patch.two_fa_code];
  if (!scopes || sensitive.every((member) => member === undefined)) return;
  if (scopes.includes('UserSecurityInfo.Write')) return;
  throw new ApiError(ErrorCode.INSUFFICIENT_SCOPE, 'Insufficient scope: UserSecurityInfo.Write is needed.');
}

function checkValues({ nick, preferred_theme, version_retention_ext }: PatchUserSetting): void {
  if (nick !== undefined && [...nick].length > longestNick) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `nick is too long: at most ${longestNick} characters.`);
  }
  if (preferred_theme !== undefined && !isColour(preferred_theme)) {
    throw new ApiError(ErrorCode.PARAM_INVALID, 'preferred_theme must be a CSS colour.');
  }
  if (version_retention_ext && version_retention_ext.length > mostExtensions) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `version_retention_ext has more than ${mostExtensions} extensions.`);
  }
}

/** `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`, `hsl()`. */
function isColour(text: string): boolean {
  return /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text) || /^(rgba?|hsl)\([0-9.,%/ deg]{1,48}\)$/i.test(text);
}

/** The stored form of the preference members that are present. */
function settingsOf(patch: PatchUserSetting): UserSettings {
  const { language, preferred_theme, version_retention_enabled, version_retention_ext, version_retention_max } = patch;
  return {
    ...(language !== undefined && { language }),
    ...(preferred_theme !== undefined && { preferredTheme: preferred_theme }),
    ...(version_retention_enabled !== undefined && { versionRetention: version_retention_enabled }),
    ...(version_retention_ext !== undefined && {
      versionRetentionExtensions: version_retention_ext.length > 0 ? version_retention_ext : undefined,
    }),
    ...(version_retention_max !== undefined && { versionRetentionMax: version_retention_max }),
    ...(patch.disable_view_sync !== undefined && { disableViewSync: patch.disable_view_sync }),
    ...(patch.share_links_in_profile !== undefined && {
      shareLinksInProfile: patch.share_links_in_profile || undefined,
    }),
  };
}
