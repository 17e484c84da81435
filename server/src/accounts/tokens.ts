import { createHash, randomUUID } from 'node:crypto';
import { type IdCodec, IdKind, type Token } from '@canopy/contract';
import { createSigner, createVerifier } from 'fast-jwt';
import { type Clock, equalSecrets, type Secrets } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { User } from './user.ts';

/** What a token says, its signature and times checked. */
export interface Claims {
  readonly tokenType: string;
  /** Public id of the user. */
  readonly subject: string;
  /** End, in seconds since 1970. */
  readonly expires: number;
  /** Family of a refresh token: all that stem from one sign-in. */
  readonly familyId: string | undefined;
  readonly stateHash: string | undefined;
  /** App that the token was given to. */
  readonly clientId: string | undefined;
  /** Rights of an app's token; undefined = a sign-in token, which is not limited. */
  readonly scopes: readonly string[] | undefined;
}

/** Claims under a right signature, whatever their time. */
interface SignedClaims extends Claims {
  /** In seconds since 1970. */
  readonly notBefore: number;
}

/** Tokens whose signature was found right, kept so that it is not computed again for every request. */
const rememberedTokens = 2_000;

/** Longer texts are no tokens of ours and not worth a signature check. */
const longestToken = 8_192;

export interface TokensOptions {
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly ids: IdCodec;
  readonly clock: Clock;
}

/**
 * Pairs of tokens: JWT (RFC 7519), HS256 and nothing else. An access token is valid by itself; a refresh
 * token is bound to its family and to the user's credentials.
 */
export class Tokens {
  readonly #secrets: Secrets;
  readonly #settings: Settings;
  readonly #ids: IdCodec;
  readonly #clock: Clock;
  readonly #sign: (claims: Record<string, unknown>) => string;
  readonly #verify: (token: string) => unknown;
  readonly #verified = new Map<string, SignedClaims>();

  constructor({ secrets, settings, ids, clock }: TokensOptions) {
    this.#secrets = secrets;
    this.#settings = settings;
    this.#ids = ids;
    this.#clock = clock;
    this.#sign = createSigner({ key: secrets.secretKey, algorithm: 'HS256', noTimestamp: true });
    // Times are checked below, by our clock.
    this.#verify = createVerifier({
      key: secrets.secretKey,
      algorithms: ['HS256'],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    });
  }

  /** @param familyId of the token that is refreshed; a new sign-in begins a new family. */
  issue(user: User, familyId: string = randomUUID()): Token {
    const now = Math.floor(this.#clock.now() / 1_000);
    const accessEnd = now + this.#settings.get('access_token_ttl');
    const refreshEnd = now + this.#settings.get('refresh_token_ttl');
    const sub = this.#ids.encode(IdKind.USER, user.id);
    return {
      access_token: this.#sign({ token_type: 'access', sub, nbf: now, exp: accessEnd }),
      refresh_token: this.#sign({
        token_type: 'refresh',
        sub,
        nbf: now,
        exp: refreshEnd,
        root_token_id: familyId,
        state_hash: this.#stateHash(user),
      }),
      access_expires: new Date(accessEnd * 1_000).toISOString(),
      refresh_expires: new Date(refreshEnd * 1_000).toISOString(),
    };
  }

  /** The claims of a token that is ours and in force now; undefined for everything else. */
  read(token: string): Claims | undefined {
    const claims = this.#verified.get(token) ?? this.#remember(token, this.#parse(token));
    const now = this.#clock.now() / 1_000;
    // A second's grace for tokens that another process of the drive, on another machine, issued just now.
    return claims && claims.expires > now && claims.notBefore <= now + 1 ? claims : undefined;
  }

  #remember(token: string, claims: SignedClaims | undefined): SignedClaims | undefined {
    if (!claims) return undefined;
    const oldest = this.#verified.size >= rememberedTokens ? this.#verified.keys().next().value : undefined;
    if (oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(token, claims);
    return claims;
  }

  #parse(token: string): SignedClaims | undefined {
    if (token.length > longestToken || !isCanonical(token.slice(token.lastIndexOf('.') + 1))) return undefined;
    let payload: Record<string, unknown>;
    try {
      payload = this.#verify(token) as Record<string, unknown>;
    } catch {
      // Whatever is wrong with it: it is none of ours, and nobody is told more.
      return undefined;
    }
    const { token_type, sub, nbf = 0, exp, root_token_id, state_hash, client_id, scopes } = payload;
    if (typeof exp !== 'number' || typeof nbf !== 'number' || typeof sub !== 'string') return undefined;
    return {
      tokenType: typeof token_type === 'string' ? token_type : '',
      subject: sub,
      notBefore: nbf,
      expires: exp,
      familyId: text(root_token_id),
      stateHash: text(state_hash),
      clientId: text(client_id),
      scopes: limits(client_id, scopes),
    };
  }

  /** Whether a refresh token was issued under the credentials that the user has now. */
  isBoundTo(claims: Claims, user: User): boolean {
    return claims.stateHash !== undefined && equalSecrets(claims.stateHash, this.#stateHash(user));
  }

  /** Of a stamp and not of the stored hash, so that a better hash of the same password ends no session. */
  #stateHash(user: User): string {
    const state = `${user.email}/${user.credentialStamp}/${this.#secrets.instanceId}`;
    return createHash('sha256').update(state).digest('base64');
  }
}

/** The last letter of base64 has bits to spare: of the spellings of one signature only the usual one counts. */
function isCanonical(signature: string): boolean {
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A token that names an app or scopes is limited by its scopes, and by an unreadable list of them to nothing. */
function limits(clientId: unknown, scopes: unknown): readonly string[] | undefined {
  if (clientId === undefined && scopes === undefined) return undefined;
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
}
