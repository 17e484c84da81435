/** Who is signed in, where that is kept, and how tokens are renewed. */
import { ApiError, ErrorCode, type Token, type User } from '@canopy/contract';
import { NetworkError, UnexpectedAnswerError } from './errors.ts';

export interface Session {
  readonly user: User;
  readonly token: Token;
}

/** Where a session lives. Several clients (tabs) may share one; `get` tells what the store holds now. */
export interface SessionStore {
  get(): Session | undefined;
  set(session: Session | undefined): void;
  /** Calls `listener` after changes, also those of other tabs; returns how to stop. */
  subscribe?(listener: () => void): () => void;
  /** The server has ended the session. A store without this is emptied. */
  end?(): void;
  /**
   * While the person is asked to sign in again: resolves with whether he has. Calls wait for it and then go on, with
   * nobody signed in when he has not. Undefined when nobody is asked.
   */
  revival?(): Promise<boolean> | undefined;
}

/** A store that ends with the process. */
export class MemorySession implements SessionStore {
  #session: Session | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(session?: Session) {
    this.#session = session;
  }

  get(): Session | undefined {
    return this.#session;
  }

  set(session: Session | undefined): void {
    this.#session = session;
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Tokens are renewed this long before their end. */
const RENEW_AHEAD_MS = 10 * 60_000;
/** A server whose tokens live shorter than that is not asked for new ones with every call. */
const RENEW_AT_MOST_EVERY_MS = 60_000;

const refusals: ReadonlySet<number> = new Set([ErrorCode.LOGIN_REQUIRED, ErrorCode.CREDENTIAL_INVALID]);

/**
 * Whether an answer means that the token sent with the request is not good (any more). A request about many items
 * says so of each.
 */
export function refusesToken(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const items = Object.values(error.aggregated ?? {});
  return refusals.has(error.code) || (items.length > 0 && items.every(({ code }) => refusals.has(code)));
}

/** Hands out access tokens and renews them: ahead of their end, and when the server refuses one. */
export class TokenKeeper {
  readonly #store: SessionStore;
  readonly #requestTokens: (refreshToken: string) => Promise<Token>;
  #renewal: Promise<void> | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(store: SessionStore, requestTokens: (refreshToken: string) => Promise<Token>) {
    this.#store = store;
    this.#requestTokens = requestTokens;
  }

  /** A token for the next request; undefined when nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    const session = this.#store.get();
    if (!session) return undefined;
    const { access_token: token, access_expires: expires } = session.token;
    const leftMs = Date.parse(expires) - Date.now();
    if (leftMs > RENEW_AHEAD_MS) return token;
    if (leftMs > 0 && Date.now() - this.#renewedAt < RENEW_AT_MOST_EVERY_MS) return token;
    try {
      await this.renew(token);
    } catch (error) {
      // It was early: while the old token is good, a server that cannot renew just now is no reason to stop.
      if (leftMs <= 0 || !(error instanceof NetworkError || error instanceof UnexpectedAnswerError)) throw error;
    }
    return this.#store.get()?.token.access_token;
  }

  /**
   * Replaces `stale`. Callers that come while a renewal runs share it, and when the store holds another token by now
   * (another tab was faster) nothing is asked. An ApiError 40020 or 401 means that the session is over; the store has
   * been told then.
   */
  renew(stale: string): Promise<void> {
    const session = this.#store.get();
    if (!session || session.token.access_token !== stale) return Promise.resolve();
    this.#renewal ??= this.#renew(session).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(session: Session): Promise<void> {
    let token: Token;
    try {
      token = await this.#requestTokens(session.token.refresh_token);
    } catch (error) {
      if (refusesToken(error) && this.#isStill(session)) {
        if (this.#store.end) this.#store.end();
        else this.#store.set(undefined);
      }
      throw error;
    }
    this.#renewedAt = Date.now();
    // Somebody may have signed out, or in as another person, while we asked.
    if (this.#isStill(session)) this.#store.set({ user: session.user, token });
  }

  #isStill(session: Session): boolean {
    return this.#store.get()?.token.refresh_token === session.token.refresh_token;
  }
}
