/** One typed `call` for every operation of the contract. */
import {
  type BodyOf,
  type DataOf,
  type FileResponse,
  type FileUri,
  Header,
  type LoginResponse,
  type OperationId,
  type ParamsOf,
  type QueryOf,
  routes,
  type User,
} from '@canopy/contract';
import { unlessAborted } from './abort.ts';
import { MemorySession, refusesToken, type Session, type SessionStore, TokenKeeper } from './session.ts';
import { answerOf, defaultTransport, sizeOf, type Transport } from './transport.ts';
import { type Answer, dataOf, urlOf } from './wire.ts';

export interface ClientOptions {
  /** Origin of the server without a trailing slash; '' in a page that the server itself delivers. */
  readonly baseUrl: string;
  /** Where tokens are kept; default: in memory. */
  readonly session?: SessionStore;
  /** Random id of this client, so that the event feed does not tell it about its own changes. */
  readonly clientId?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** How chunks are sent; default: XMLHttpRequest in browsers, fetch elsewhere. */
  readonly transport?: Transport;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** `context_hint` of the listing that showed the items this call is about. */
  readonly contextHint?: string;
  /** Ends the call with a TimeoutError after this time; default: never. */
  readonly timeoutMs?: number;
}

/** A part of a call: left out where the operation has none, optional where all its members are. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { readonly [Key in Name]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

export type CallInput<Id extends OperationId> = Part<'params', ParamsOf<Id>> &
  Part<'query', QueryOf<Id>> &
  Part<'body', BodyOf<Id>>;

/** Text of a URI, parsed or not. */
export type UriLike = FileUri | string;

/**
 * The protocol: calls, sessions, streams, links and chunks. What a page needs that brings calls of its own; programs
 * take `CanopyClient`, which has the usual ones as functions.
 */
export class ApiClient {
  readonly baseUrl: string;
  readonly session: SessionStore;
  readonly #clientId: string | undefined;
  readonly #fetch: typeof globalThis.fetch;
  readonly #transport: Transport;
  readonly #tokens: TokenKeeper;

  constructor(options: ClientOptions) {
    this.baseUrl = options.baseUrl.replace(/\/+$/, '');
    this.session = options.session ?? new MemorySession();
    this.#clientId = options.clientId;
    this.#fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
    this.#transport = options.transport ?? defaultTransport(this.#fetch);
    this.#tokens = new TokenKeeper(this.session, (refreshToken) =>
      this.#anonymously('refreshToken', { body: { refresh_token: refreshToken } }),
    );
  }

  /**
   * Calls an operation and resolves with its data. Rejects with ApiError for an answer of the server (code 203, "one
   * more step", too), NetworkError without an answer, UnexpectedAnswerError and PayloadTooLargeError for answers of
   * somebody in between, an AbortError when the signal fired. A refused token is renewed and the call repeated, once.
   */
  async call<Id extends OperationId>(id: Id, input: CallInput<Id>, options: CallOptions = {}): Promise<DataOf<Id>> {
    const data = await this.#withToken(async (token) => {
      const answer = await this.#send(id, input, options, token);
      /* Few sites stream their searches; only there the code for it is loaded. */
      if (answer.contentType.startsWith('text/event-stream')) {
        return (await import('./events-list.ts')).listOfEvents(answer.text);
      }
      return dataOf(answer);
    }, options.signal);
    return data as DataOf<Id>;
  }

  /**
   * Opens a stream of events (SSE): its text as it comes. Rejects like `call` when there is none. Ends without an
   * error when the server ends it; reading rejects when the connection breaks.
   */
  async openStream(
    id: 'subscribeFileEvents',
    query: QueryOf<'subscribeFileEvents'>,
    signal?: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    const url = this.baseUrl + urlOf(routes[id].path, {}, query);
    const stream = await this.#withToken(async (token) => {
      let body: ReadableStream<Uint8Array> | null = null;
      const answer = await answerOf(async () => {
        const headers = { ...this.#headers(token), accept: 'text/event-stream' };
        const response = await this.#fetch(url, { headers, signal: signal ?? null });
        if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
        ({ body } = response);
        return new Response(null);
      });
      return body ?? dataOf(answer);
    }, signal);
    return stream as ReadableStream<Uint8Array>;
  }

  /** Signs in with a password and keeps the session. ApiError 203 (data: a two-factor session) asks for a code. */
  async signIn(credentials: BodyOf<'passwordSignIn'>): Promise<Session> {
    const { user, token }: LoginResponse = await this.#anonymously('passwordSignIn', { body: credentials });
    const session = { user, token };
    this.session.set(session);
    return session;
  }

  /** Registers. Gives no session: sign in afterwards. ApiError 203: a mail with an activation link was sent. */
  signUp(account: BodyOf<'signUp'>): Promise<User> {
    return this.#anonymously('signUp', { body: account });
  }

  /** Forgets the session here and ends it on the server; when the server cannot be told, rejects after forgetting. */
  async signOut(): Promise<void> {
    const session = this.session.get();
    if (!session) return;
    this.session.set(undefined);
    await this.#anonymously('signOut', { body: { refresh_token: session.token.refresh_token } });
  }

  /** Renews the tokens now; several callers share one request. Without a session nothing happens. */
  async refresh(): Promise<void> {
    const session = this.session.get();
    if (session) await this.#tokens.renew(session.token.access_token);
  }

  /** Facts of one file or folder; ApiError 40016 when nothing is there. */
  info(uri: UriLike, options?: CallOptions): Promise<FileResponse> {
    return this.call('getFileInfo', { query: { uri: String(uri) } }, options);
  }

  /** Makes a folder and those above it. What is there already is answered, or with `fresh` an ApiError 40004. */
  mkdir(uri: UriLike, { fresh = false, ...options }: CallOptions & { fresh?: boolean } = {}): Promise<FileResponse> {
    return this.call(
      'createFile',
      { body: { uri: String(uri), type: 'folder', ...(fresh && { err_on_conflict: true }) } },
      options,
    );
  }

  /** A signed link to the content of a file; `download` saves instead of showing. Good for at least ten minutes. */
  async downloadUrl(
    uri: UriLike,
    { download = false, entity, ...options }: CallOptions & { download?: boolean; entity?: string } = {},
  ): Promise<string> {
    return this.link(
      { uris: [String(uri)], ...(download && { download }), ...(entity !== undefined && { entity }) },
      options,
    );
  }

  /**
   * Sends one chunk of an upload session. The request that brings the last missing one completes the upload before it
   * is answered. `onProgress` gets the bytes sent so far.
   */
  async sendChunk(
    sessionId: string,
    index: number,
    body: Blob | Uint8Array<ArrayBuffer>,
    options: { signal?: AbortSignal | undefined; onProgress?: (sentBytes: number) => void } = {},
  ): Promise<void> {
    await this.sendBytes('uploadFileChunk', { sessionId, index }, {}, body, options.signal, options.onProgress);
  }

  protected async link(body: BodyOf<'createDownloadUrl'>, options: CallOptions): Promise<string> {
    const { urls } = await this.call('createDownloadUrl', { body }, options);
    return urls[0]?.url ?? '';
  }

  /** Sends a body of bytes; short forms for people are `sendChunk` and `CanopyClient.putContent`. */
  sendBytes(
    id: 'uploadFileChunk' | 'updateFileContent',
    params: Readonly<Record<string, unknown>>,
    query: Readonly<Record<string, unknown>>,
    body: Blob | Uint8Array<ArrayBuffer>,
    signal?: AbortSignal,
    onProgress?: (sentBytes: number) => void,
  ): Promise<unknown> {
    const { method, path } = routes[id];
    const url = this.baseUrl + urlOf(path, params, query);
    return this.#withToken(async (token) => {
      const headers = { ...this.#headers(token), 'content-type': 'application/octet-stream' };
      return dataOf(await this.#transport({ method, url, headers, body, signal, onProgress }), sizeOf(body));
    }, signal);
  }

  async #anonymously<Id extends OperationId>(id: Id, input: CallInput<Id>): Promise<DataOf<Id>> {
    return dataOf(await this.#send(id, input, {}, undefined)) as DataOf<Id>;
  }

  /** With a store that asks for a new sign-in, calls that meet an ended session wait for it and go on. */
  async #withToken(
    request: (token: string | undefined) => Promise<unknown>,
    signal?: AbortSignal,
    again = true,
  ): Promise<unknown> {
    await this.#revived(signal);
    try {
      return await this.#tried(request);
    } catch (error) {
      if (again && refusesToken(error) && (await this.#revived(signal))) return this.#withToken(request, signal, false);
      throw error;
    }
  }

  /** Waits while a person is asked to sign in again; rejects when the signal fires. */
  #revived(signal: AbortSignal | undefined): Promise<boolean> | undefined {
    const revival = this.session.revival?.();
    return revival && signal ? unlessAborted(revival, signal) : revival;
  }

  async #tried(request: (token: string | undefined) => Promise<unknown>): Promise<unknown> {
    const token = await this.#tokens.accessToken();
    try {
      return await request(token);
    } catch (error) {
      if (token === undefined || !refusesToken(error)) throw error;
      await this.#tokens.renew(token);
      const renewed = this.session.get()?.token.access_token;
      if (renewed === undefined) throw error;
      return request(renewed);
    }
  }

  #send(
    id: OperationId,
    input: { params?: object | undefined; query?: object | undefined; body?: unknown },
    { signal, timeoutMs, contextHint }: CallOptions,
    token: string | undefined,
  ): Promise<Answer> {
    const { method, path } = routes[id];
    const url = this.baseUrl + urlOf(path, input.params, input.query);
    const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)].filter(
      (each) => each !== undefined,
    );
    const headers = {
      ...this.#headers(token),
      ...(contextHint !== undefined && { [Header.CONTEXT_HINT]: contextHint }),
      ...(input.body !== undefined && { 'content-type': 'application/json' }),
    };
    return answerOf(() =>
      this.#fetch(url, {
        method,
        headers,
        body: input.body === undefined ? null : JSON.stringify(input.body),
        signal: signals.length > 1 ? AbortSignal.any(signals) : (signals[0] ?? null),
      }),
    );
  }

  #headers(token: string | undefined): Record<string, string> {
    return {
      accept: 'application/json',
      ...(this.#clientId !== undefined && { [Header.CLIENT_ID]: this.#clientId }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
  }
}
