import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection of HTTP/1.1, one request after the other, as little work as possible on our side: the
 * server is what is measured. Understands bodies with a length and bodies in chunks.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = Buffer.alloc(0);
  #settle: ((reply: Reply) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on('data', (piece: Buffer) => this.#take(piece));
    socket.on('error', (error) => this.#fail?.(error));
    socket.on('close', () => this.#fail?.(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket, `127.0.0.1:${port}`);
  }

  /** @param headers ready lines, each with its line break */
  send(method: string, path: string, headers = '', body: Uint8Array | string = ''): Promise<Reply> {
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    const lengthLine = method === 'GET' ? '' : `Content-Length: ${length}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${headers}${lengthLine}\r\n`;
    return new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
      if (typeof body === 'string') {
        this.#socket.write(head + body);
      } else {
        this.#socket.cork();
        this.#socket.write(head);
        this.#socket.write(body);
        this.#socket.uncork();
      }
    });
  }

  close(): void {
    this.#fail = undefined;
    this.#socket.destroy();
  }

  #take(piece: Buffer): void {
    this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece]);
    const end = this.#received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const body = bodyOf(head, this.#received.subarray(end + 4));
    if (body === undefined) return;
    this.#received = Buffer.alloc(0);
    this.#settle?.({ status: Number(head.slice(9, 12)), body });
  }
}

/** Undefined while something is missing. */
function bodyOf(head: string, rest: Buffer): string | undefined {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return rest.length >= Number(length) ? rest.toString('utf8') : undefined;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    return rest.subarray(-5).toString('latin1') === '0\r\n\r\n' ? rest.toString('utf8') : undefined;
  }
  return '';
}

/**
 * Fetches a body and forgets it, through one buffer that is filled again and again.
 * @returns how many bytes the body had
 */
export function discard(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = '';
    let left = Number.POSITIVE_INFINITY;
    let total = 0;
    const callback = (count: number, buffer: Uint8Array): boolean => {
      let body = count;
      if (left === Number.POSITIVE_INFINITY) {
        head += Buffer.from(buffer.subarray(0, count)).toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return true;
        const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
        if (!/^HTTP\/1[.]1 200/.test(head) || length === undefined) {
          socket.destroy(new Error(`the download was answered with ${head.slice(0, 400)}`));
          return false;
        }
        total = Number(length);
        left = total;
        body = head.length - end - 4;
      }
      left -= body;
      if (left <= 0) socket.destroy();
      return true;
    };
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer: Buffer.alloc(1024 * 1024), callback } });
    socket.on('error', reject);
    socket.on('close', () =>
      left <= 0 ? resolve(total) : reject(new Error(`the download broke off, ${left} bytes left`)),
    );
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  });
}
