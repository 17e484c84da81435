import { Agent, type IncomingHttpHeaders, request } from 'node:http';

// biome-ignore lint/suspicious/noExplicitAny: what comes back is judged by the test that asked for it
export type Loose = any;

export interface CallOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Breaks the connection after so many bytes of the body. */
  readonly cutAfter?: number;
  readonly timeoutMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Of the envelope; undefined when the answer is none. */
  readonly code: number | undefined;
  readonly data: Loose;
  /** The whole of it. */
  readonly envelope: Loose;
  readonly ms: number;
}

/** The connection broke before an answer came: what was asked for may have happened or not. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The server said no. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answer;

  constructor(what: string, answer: Answer) {
    super(`${what} answered ${answer.status}, ${answer.code}: ${answer.envelope?.msg ?? answer.body.subarray(0, 200)}`);
    this.answer = answer;
  }
}

const octets = { 'content-type': 'application/octet-stream' };
const defaultTimeoutMs = 30_000;

/** Calls of the protocol as one user, without anything between the test and the wire. */
export class Api {
  readonly base: URL;
  readonly token: string | undefined;
  readonly #agent: Agent;

  constructor(base: string, token?: string, agent = new Agent({ keepAlive: true, maxSockets: 256 })) {
    this.base = new URL(base);
    this.token = token;
    this.#agent = agent;
  }

  as(token: string | undefined): Api {
    return new Api(this.base.origin, token, this.#agent);
  }

  close(): void {
    this.#agent.destroy();
  }

  /** @param path below `/api/v4`, or a whole link. @throws NoAnswer */
  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const from = performance.now();
    const body = options.json === undefined ? options.bytes : Buffer.from(JSON.stringify(options.json));
    const headers: Record<string, string | number> = { ...options.headers };
    if (this.token !== undefined) headers.authorization ??= `Bearer ${this.token}`;
    if (options.json !== undefined) headers['content-type'] ??= 'application/json';
    if (body) headers['content-length'] ??= body.length;
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => reject(new NoAnswer(`${method} ${path}: ${error.message}`, { cause: error }));
      const timeout = options.timeoutMs ?? defaultTimeoutMs;
      const { hostname, port } = this.base;
      const target = `${targetOf(path)}${queryOf(options.query)}`;
      const sent = request({ hostname, port, method, path: target, headers, agent: this.#agent, timeout }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', failed);
        answer.on('end', () => {
          const whole = Buffer.concat(pieces);
          const envelope = envelopeIn(answer.headers, whole);
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: whole,
            code: envelope?.code,
            data: envelope?.data,
            envelope,
            ms: performance.now() - from,
          });
        });
      });
      sent.on('error', failed);
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeout} ms`)));
      if (options.cutAfter === undefined) sent.end(body);
      else
        sent.write(body?.subarray(0, options.cutAfter) ?? '', () =>
          setTimeout(() => sent.destroy(new Error('cut')), 5),
        );
    });
  }

  /** As `call`. @returns the data. @throws Refused for every code but 0 */
  async ask(method: string, path: string, options?: CallOptions): Promise<Loose> {
    const answer = await this.call(method, path, options);
    if (answer.code !== 0) throw new Refused(`${method} ${path}`, answer);
    return answer.data;
  }

  list(uri: string, query: CallOptions['query'] = {}): Promise<Answer> {
    return this.call('GET', '/file', { query: { uri, ...query } });
  }

  info(uri: string, query: CallOptions['query'] = {}): Promise<Answer> {
    return this.call('GET', '/file/info', { query: { uri, ...query } });
  }

  create(uri: string, type: 'file' | 'folder', more: object = {}): Promise<Answer> {
    return this.call('POST', '/file/create', { json: { uri, type, ...more } });
  }

  rename(uri: string, newName: string): Promise<Answer> {
    return this.call('POST', '/file/rename', { json: { uri, new_name: newName } });
  }

  move(uris: readonly string[], dst: string, copy = false): Promise<Answer> {
    return this.call('POST', '/file/move', { json: { uris, dst, copy } });
  }

  remove(uris: readonly string[], forGood = false): Promise<Answer> {
    return this.call('DELETE', '/file', { json: { uris, ...(forGood && { skip_soft_delete: true }) } });
  }

  restore(uris: readonly string[]): Promise<Answer> {
    return this.call('POST', '/file/restore', { json: { uris } });
  }

  put(uri: string, bytes: Uint8Array, previous?: string, more: CallOptions = {}): Promise<Answer> {
    return this.call('PUT', '/file/content', { query: { uri, previous }, bytes, headers: octets, ...more });
  }

  session(uri: string, size: number, more: object = {}): Promise<Answer> {
    return this.call('PUT', '/file/upload', { json: { uri, size, last_modified: 1_700_000_000_000, ...more } });
  }

  chunk(sessionId: string, index: number | string, bytes: Uint8Array, more: CallOptions = {}): Promise<Answer> {
    return this.call('POST', `/file/upload/${sessionId}/${index}`, {
      bytes,
      ...more,
      headers: { ...octets, ...more.headers },
    });
  }

  /** A signed link of one file. @throws Refused */
  async link(uri: string, more: object = {}): Promise<string> {
    const data = await this.ask('POST', '/file/url', { json: { uris: [uri], ...more } });
    return data.urls[0].url;
  }

  /** The content of a file. @throws Refused */
  async download(uri: string, more: object = {}): Promise<Buffer> {
    const answer = await this.as(undefined).call('GET', await this.link(uri, more));
    if (answer.status !== 200 || answer.code !== undefined) throw new Refused(`the content of ${uri}`, answer);
    return answer.body;
  }

  /** Everything directly in a folder, over all pages. @throws Refused */
  async entries(uri: string): Promise<Loose[]> {
    const found: Loose[] = [];
    let token: string | undefined;
    do {
      const page = await this.ask('GET', '/file', { query: { uri, page_size: 1000, next_page_token: token } });
      found.push(...page.files);
      token = page.pagination.next_token || undefined;
    } while (token);
    return found;
  }
}

/** Signs a user up (the first one becomes the administrator) and in. */
export async function signUp(base: string, email: string): Promise<Api> {
  const api = new Api(base);
  await api.ask('POST', '/user', { json: { email, password, language: 'en-US' } });
  return signIn(base, email);
}

export async function signIn(base: string, email: string): Promise<Api> {
  const api = new Api(base);
  const data = await api.ask('POST', '/session/token', { json: { email, password } });
  return api.as(data.token.access_token);
}

const password = 'correct horse battery 1';

/** The URI of something in the caller's own drive; half a character, which no URI can carry, becomes U+FFFD. */
export function my(...names: string[]): string {
  return ['cloudreve://my', ...names.map((name) => encodeURIComponent(name.toWellFormed()))].join('/');
}

/** Links carry the address that the server thinks it has; we know where it is. */
function targetOf(path: string): string {
  if (!path.startsWith('http')) return path.startsWith('//') ? path.slice(1) : `/api/v4${path}`;
  const { pathname, search } = new URL(path);
  return pathname + search;
}

function queryOf(query: CallOptions['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)]))}`;
}

function envelopeIn(headers: IncomingHttpHeaders, body: Buffer): Loose {
  if (!/json/.test(headers['content-type'] ?? '')) return undefined;
  try {
    const value = JSON.parse(body.toString('utf8'));
    return typeof value?.code === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}
