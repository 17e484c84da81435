import { randomUUID } from 'node:crypto';
import {
  ApiError,
  ErrorCode,
  type IdCodec,
  IdKind,
  type LoginResponse,
  type PrepareLoginResponse,
  type Token,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Brakes } from './brakes.ts';
import type { Captcha, CaptchaAnswer } from './captcha.ts';
import type { Groups } from './groups.ts';
import type { Passwords } from './passwords.ts';
import { presentUser } from './present.ts';
import { findUser, findUserByEmail, isFamilyRevoked, replacePasswordHash, revokeFamily } from './store.ts';
import { putTicket } from './tickets-store.ts';
import type { Tokens } from './tokens.ts';
import type { User } from './user.ts';

/** A sign-in that waits for its two-factor code, in milliseconds. */
const twoFactorWait = 600_000;
/** How much longer than a refresh token its revocation is kept, in milliseconds. */
const revocationMargin = 10_000;

export interface SignInRequest extends CaptchaAnswer {
  readonly email: string;
  readonly password: string;
}

export interface SignInOptions {
  readonly database: Database;
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly brakes: Brakes;
  readonly captcha: Captcha;
  readonly groups: Groups;
  readonly ids: IdCodec;
  readonly clock: Clock;
}

/** Sessions: signing in with a password, going on, signing out. */
export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Which ways to sign in an address has. @throws ApiError 404 when it has no account */
  async prepare(email: string): Promise<PrepareLoginResponse> {
    const user = await findUserByEmail(this.#options.database.read, email.toLowerCase());
    if (!user) throw new ApiError(ErrorCode.NOT_FOUND, 'No account has this e-mail address.');
    return { webauthn_enabled: false, password_enabled: user.password !== '' };
  }

  /**
   * @param address of the client
   * @throws ApiError 40026 captcha; 40080 for an unknown address, a wrong password, an account without one, and
   * a try that comes too early; with the right password 40017 (blocked), 40018 (not activated), 203 (a
   * two-factor code is wanted, data = session)
   */
  async withPassword(request: SignInRequest, address: string): Promise<LoginResponse> {
    const { captcha, brakes, database, passwords, groups, tokens, ids } = this.#options;
    await captcha.check('login_captcha', request);
    const email = request.email.toLowerCase();
    const attempt = await brakes.begin('sign-in', email, address);
    if (!attempt) throw new ApiError(ErrorCode.INVALID_PASSWORD);
    const user = await findUserByEmail(database.read, email);
    const { matches, upgrade } = await passwords.verify(request.password, user?.password);
    if (!user || !matches) throw new ApiError(ErrorCode.INVALID_PASSWORD);
    await attempt.succeeded();
    if (upgrade) await database.write((tx) => replacePasswordHash(tx, user.id, user.password, upgrade));
    if (user.status === 'inactive') throw new ApiError(ErrorCode.USER_NOT_ACTIVATED);
    if (user.status !== 'active') throw new ApiError(ErrorCode.USER_BANNED);
    if (user.twoFactorSecret !== undefined) throw await this.#secondFactor(user);
    const group = await groups.find(user.groupId);
    return { user: presentUser(ids, user, group, 'self'), token: tokens.issue(user) };
  }

  /**
   * A new pair of the same family. The old token is not spent: two tabs may refresh at once.
   * @throws ApiError 40020 for everything that is not a refresh token in force of an active user
   */
  async refresh(refreshToken: string): Promise<Token> {
    const { tokens, database, ids } = this.#options;
    const claims = tokens.read(refreshToken);
    // Tokens of apps go on only while their app and its grant exist.
    if (claims?.tokenType !== 'refresh' || !claims.familyId || claims.scopes) throw refused();
    const userId = ids.tryDecode(IdKind.USER, claims.subject);
    const user = userId === undefined ? undefined : await findUser(database.read, userId);
    if (user?.status !== 'active' || !tokens.isBoundTo(claims, user)) throw refused();
    if (await isFamilyRevoked(database.read, claims.familyId)) throw refused();
    return tokens.issue(user, claims.familyId);
  }

  /**
   * Ends the whole family of a refresh token. Access tokens already given out stay valid until their end; an
   * access token in place of the refresh token does nothing.
   * @throws ApiError 40020 for a token that is damaged, forged or expired
   */
  async signOut(refreshToken: string): Promise<void> {
    const { tokens, database, settings, clock } = this.#options;
    const claims = tokens.read(refreshToken);
    if (!claims) throw refused();
    const { familyId, expires } = claims;
    if (familyId === undefined) return;
    const longest = Math.max(expires * 1_000, clock.now() + settings.get('refresh_token_ttl') * 1_000);
    await database.write((tx) => revokeFamily(tx, familyId, longest + revocationMargin));
  }

  async #secondFactor(user: User): Promise<ApiError> {
    const { database, clock } = this.#options;
    const session = randomUUID();
    const ticket = {
      key: session,
      kind: 'two-factor',
      value: { userId: user.id },
      expiresAt: clock.now() + twoFactorWait,
    };
    await database.write((tx) => putTicket(tx, ticket));
    return new ApiError(ErrorCode.CONTINUE, undefined, { data: session });
  }
}

function refused(): ApiError {
  return new ApiError(ErrorCode.CREDENTIAL_INVALID);
}
