/** A server that speaks just enough of the protocol to upload to, and can be told to fail. For tests. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Kind = 'create' | 'chunk' | 'cancel' | 'info' | 'mkdir' | 'refresh' | 'signIn' | 'list';

/**
 * `cut`: the connection breaks in the middle of the request; `lost`: the request is done, its answer never comes;
 * a number: that HTTP status with an error page; an object: that envelope; `hold`: waits for `release`.
 */
export type Fault = 'cut' | 'lost' | 'hold' | number | { readonly code: number } | undefined;

export interface StoredFile {
  bytes: Buffer;
  modified: number;
  entity: string;
  session: string | undefined;
}

interface UploadSession {
  readonly uri: string;
  readonly size: number;
  readonly modified: number;
  readonly chunks: Map<number, Buffer>;
}

export class FakeServer {
  readonly files = new Map<string, StoredFile>();
  readonly folders = new Set<string>();
  readonly sessions = new Map<string, UploadSession>();
  /** Requests that came, in order. */
  readonly log: string[] = [];
  chunkSize = 8;
  concurrency = 3;
  sessionMs = 60_000;
  /** Tokens that are accepted; undefined = every caller is. */
  token: string | undefined;
  tokenNumber = 0;
  /** Asked for every request; `index` is that of the chunk. */
  fault: (kind: Kind, index: number) => Fault = () => undefined;
  release: () => void = () => {};
  held: Promise<void> = Promise.resolve();
  chunksInFlight = 0;
  mostChunksInFlight = 0;
  url = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** From now on `hold` faults wait until `release`. */
  hold(): void {
    this.held = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  text(uri: string): string | undefined {
    return this.files.get(uri)?.bytes.toString();
  }

  put(uri: string, text: string, modified = 1): void {
    this.files.set(uri, { bytes: Buffer.from(text), modified, entity: randomUUID(), session: undefined });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const chunk = /^\/api\/v4\/file\/upload\/([^/]+)\/(\d+)$/.exec(url.pathname);
    const kind = kindOf(request.method ?? '', url.pathname, chunk !== null);
    const index = Number(chunk?.[2] ?? 0);
    this.log.push(chunk ? `chunk ${index}` : kind);
    const fault = this.fault(kind, index);
    if (fault === 'cut') {
      request.once('data', () => request.socket.destroy());
      request.once('end', () => request.socket.destroy());
      return;
    }
    if (kind === 'chunk') this.mostChunksInFlight = Math.max(this.mostChunksInFlight, ++this.chunksInFlight);
    const body = await bodyOf(request);
    if (fault === 'hold') await this.held;
    if (kind === 'chunk') this.chunksInFlight -= 1;
    if (body === undefined) return;
    if (typeof fault === 'number') {
      response.writeHead(fault, { 'content-type': 'text/html' }).end('<html>proxy</html>');
      return;
    }
    const envelope = typeof fault === 'object' ? fault : this.#answer(kind, request, url, body, chunk);
    if (fault === 'lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ msg: '', ...envelope }));
  }

  #answer(
    kind: Kind,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    chunk: RegExpExecArray | null,
  ): { code: number; data?: unknown } {
    const isPublic = kind === 'refresh' || kind === 'signIn';
    if (!isPublic && this.token !== undefined && request.headers.authorization !== `Bearer ${this.token}`) {
      return { code: 401 };
    }
    if (kind === 'chunk') return this.#chunk(chunk?.[1] ?? '', Number(chunk?.[2]), body, request);
    const json = body.length > 0 ? JSON.parse(body.toString()) : {};
    switch (kind) {
      case 'create':
        return this.#create(json);
      case 'cancel':
        return this.#cancel(json);
      case 'mkdir':
        this.folders.add(json.uri);
        return { code: 0, data: {} };
      case 'info':
        return this.#info(url.searchParams.get('uri') ?? '');
      case 'refresh':
        if (json.refresh_token !== 'refresh') return { code: 40020 };
        this.tokenNumber += 1;
        this.token = `token-${this.tokenNumber}`;
        return { code: 0, data: tokenOf(this.token) };
      case 'signIn':
        return { code: 0, data: { user: { id: 'u1', nickname: 'Mira' }, token: tokenOf(this.token ?? 'token') } };
      case 'list':
        return { code: 0, data: this.#page(url.searchParams.get('next_page_token')) };
      default:
        return { code: 404 };
    }
  }

  #page(token: string | null): unknown {
    const names = [...this.files.keys()].map((uri) => ({ name: uri.slice(uri.lastIndexOf('/') + 1) }));
    const start = Number(token ?? 0);
    const end = start + 2;
    return {
      files: names.slice(start, end),
      pagination: { page: 0, page_size: 2, ...(end < names.length && { next_token: String(end) }) },
    };
  }

  #create(json: { uri: string; size: number; last_modified?: number; entity_type?: string }): {
    code: number;
    data?: unknown;
  } {
    const there = this.files.get(json.uri);
    if (this.folders.has(json.uri) || (there && json.entity_type !== 'version')) return { code: 40004 };
    if (there?.session !== undefined) return { code: 40073 };
    const id = randomUUID();
    const file = there ?? { bytes: Buffer.alloc(0), modified: 0, entity: 'none', session: undefined };
    file.session = id;
    this.files.set(json.uri, file);
    this.#makeFolder(json.uri.slice(0, json.uri.lastIndexOf('/')));
    this.sessions.set(id, {
      uri: json.uri,
      size: json.size,
      modified: json.last_modified ?? Date.now(),
      chunks: new Map(),
    });
    return {
      code: 0,
      data: {
        session_id: id,
        upload_id: '',
        chunk_size: this.chunkSize,
        expires: Math.ceil((Date.now() + this.sessionMs) / 1000),
        uri: json.uri,
        callback_secret: 'x'.repeat(32),
        storage_policy: { id: 'p', name: 'p', type: 'local', max_size: 0, chunk_concurrency: this.concurrency },
      },
    };
  }

  #chunk(id: string, index: number, body: Buffer, request: IncomingMessage): { code: number } {
    const session = this.sessions.get(id);
    if (!session) return { code: 40011 };
    if (this.files.get(session.uri)?.session !== id) return { code: 40016 };
    const start = index * this.chunkSize;
    const length = this.chunkSize === 0 ? session.size : Math.min(this.chunkSize, session.size - start);
    if (index > 0 && start >= session.size) return { code: 40012 };
    if (Number(request.headers['content-length'] ?? 0) !== length || body.length !== length) return { code: 40013 };
    session.chunks.set(index, body);
    const count = this.chunkSize === 0 ? 1 : Math.max(1, Math.ceil(session.size / this.chunkSize));
    if (session.chunks.size === count) {
      const chunks = [...session.chunks].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      this.files.set(session.uri, {
        bytes: Buffer.concat(chunks),
        modified: session.modified,
        entity: randomUUID(),
        session: undefined,
      });
      this.sessions.delete(id);
    }
    return { code: 0 };
  }

  /** Takes a folder away with all that is in it; uploads into it find their files gone. */
  remove(folder: string): void {
    for (const each of [...this.folders]) if (`${each}/`.startsWith(`${folder}/`)) this.folders.delete(each);
    for (const uri of [...this.files.keys()]) if (uri.startsWith(`${folder}/`)) this.files.delete(uri);
  }

  /** A folder, and those above it. */
  #makeFolder(uri: string): void {
    for (let at = uri; at.lastIndexOf('/') > 'cloudreve://'.length; at = at.slice(0, at.lastIndexOf('/'))) {
      this.folders.add(at);
    }
  }

  #cancel(json: { id: string; uri: string }): { code: number } {
    this.sessions.delete(json.id);
    const file = this.files.get(json.uri);
    if (!file) return { code: 40016 };
    if (file.session !== json.id) return { code: 404 };
    if (file.entity === 'none') this.files.delete(json.uri);
    else file.session = undefined;
    return { code: 0 };
  }

  #info(uri: string): { code: number; data?: unknown } {
    const file = this.files.get(uri);
    if (!file && !this.folders.has(uri)) return { code: 40016 };
    return {
      code: 0,
      data: {
        type: file ? 0 : 1,
        id: 'f',
        name: uri.slice(uri.lastIndexOf('/') + 1),
        created_at: new Date(0).toISOString(),
        updated_at: new Date(file?.modified ?? 0).toISOString(),
        size: file?.bytes.length ?? 0,
        metadata: file?.session === undefined ? {} : { 'sys:upload_session_id': file.session },
        primary_entity: file?.entity,
        path: uri,
      },
    };
  }
}

export function tokenOf(token: string, leftMs = 3_600_000) {
  return {
    access_token: token,
    refresh_token: 'refresh',
    access_expires: new Date(Date.now() + leftMs).toISOString(),
    refresh_expires: new Date(Date.now() + 86_400_000).toISOString(),
  };
}

function kindOf(method: string, path: string, isChunk: boolean): Kind {
  if (isChunk) return 'chunk';
  switch (`${method} ${path}`) {
    case 'PUT /api/v4/file/upload':
      return 'create';
    case 'DELETE /api/v4/file/upload':
      return 'cancel';
    case 'POST /api/v4/file/create':
      return 'mkdir';
    case 'GET /api/v4/file/info':
      return 'info';
    case 'POST /api/v4/session/token/refresh':
      return 'refresh';
    case 'GET /api/v4/file':
      return 'list';
    default:
      return 'signIn';
  }
}

/** The whole body; undefined when the connection broke before its end. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of request) pieces.push(piece);
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces);
}
