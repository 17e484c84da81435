import { ApiError, ErrorCode, type IdCodec, IdKind } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import { SystemGroup } from './group.ts';
import type { Groups } from './groups.ts';
import { RequestStore } from './store.ts';
import type { Tokens } from './tokens.ts';

export interface AuthenticationOptions {
  readonly database: Database;
  readonly tokens: Tokens;
  readonly groups: Groups;
  readonly ids: IdCodec;
}

/** From the Authorization header to the caller of a request. */
export class Authentication {
  readonly #store: RequestStore;
  readonly #tokens: Tokens;
  readonly #groups: Groups;
  readonly #ids: IdCodec;

  constructor({ database, tokens, groups, ids }: AuthenticationOptions) {
    this.#store = new RequestStore(database.read);
    this.#tokens = tokens;
    this.#groups = groups;
    this.#ids = ids;
  }

  /**
   * Without a token, and with one that is damaged, forged, expired or not yet valid, one is anonymous.
   * @throws ApiError 40020 for a valid token of the wrong type or of a user who is gone or not active, 404
   * for one whose user id cannot be decoded.
   */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const token = tokenOf(authorization);
    const claims = token === undefined ? undefined : this.#tokens.read(token);
    if (!claims) return this.anonymous();
    if (claims.tokenType !== 'access') throw new ApiError(ErrorCode.CREDENTIAL_INVALID);
    const userId = this.#ids.tryDecode(IdKind.USER, claims.subject);
    if (userId === undefined) throw new ApiError(ErrorCode.NOT_FOUND, 'The token names no user.');
    const caller = await this.callerOf(userId);
    if (!caller) throw new ApiError(ErrorCode.CREDENTIAL_INVALID);
    return { ...caller, scopes: claims.scopes };
  }

  /** A user with the rights he has now; undefined when he is gone or not active. 0 = anonymous. */
  async callerOf(userId: number): Promise<Caller | undefined> {
    if (userId === 0) return this.anonymous();
    const row = await this.#store.caller(userId);
    const group = row?.status === 'active' ? await this.#groups.findAsOf(row.group_id, row.updated_at) : undefined;
    return group && { userId, anonymous: false, isAdmin: group.isAdmin, group, scopes: undefined };
  }

  /** Nobody in particular, with what the anonymous group allows. */
  async anonymous(): Promise<Caller> {
    const row = await this.#store.group(SystemGroup.ANONYMOUS);
    const group = row && (await this.#groups.findAsOf(SystemGroup.ANONYMOUS, row.updated_at));
    if (!group) throw new ApiError(ErrorCode.GROUP_NOT_FOUND, 'The group of anonymous visitors is missing.');
    return { userId: 0, anonymous: true, isAdmin: false, group, scopes: undefined };
  }
}

/** `Bearer <token>`, or the bare token. Signatures of nodes (`Bearer Cr …`) and other schemes are no tokens. */
function tokenOf(authorization: string | undefined): string | undefined {
  if (!authorization) return undefined;
  const text = /^bearer /i.test(authorization) ? authorization.slice('bearer '.length).trim() : authorization.trim();
  return text === '' || text.includes(' ') ? undefined : text;
}
