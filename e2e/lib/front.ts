/** A proxy before a drive, as operators run one: it can be away, and it can hand out another version of a file. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Front {
  readonly base: string;
  readonly #server: Server;
  readonly #edits = new Map<string, (text: string) => string>();
  #isAway = false;
  #isOld = new Set<string>();

  private constructor(server: Server) {
    this.#server = server;
    this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param drive base address of the drive behind it */
  static async open(drive: string): Promise<Front> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new Front(server);
    server.on('request', (incoming, outgoing) => {
      if (front.#isAway) {
        outgoing.writeHead(502).end();
        return;
      }
      const path = incoming.url ?? '/';
      if (front.#isOld.has(path)) {
        outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<title>nothing here</title>');
        return;
      }
      const edit = front.#edits.get(path);
      const headers = { ...incoming.headers, ...(edit && { 'accept-encoding': 'identity', 'if-none-match': '' }) };
      const passed = request(`${drive}${path}`, { method: incoming.method, headers }, (answer) => {
        if (!edit) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        const { 'content-length': _, etag: __, ...rest } = answer.headers;
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => outgoing.writeHead(answer.statusCode ?? 502, rest).end(edit(text)));
      });
      passed.on('error', () => outgoing.destroy());
      outgoing.on('close', () => passed.destroy());
      incoming.pipe(passed);
    });
    return front;
  }

  /** From now on nothing behind it answers, and streams that are open end. */
  leave(): void {
    this.#isAway = true;
    this.#server.closeAllConnections();
  }

  comeBack(): void {
    this.#isAway = false;
  }

  /** Hands out a file changed, as after an update of the server. */
  change(path: string, edit: (text: string) => string): void {
    this.#edits.set(path, edit);
  }

  /** As a server that does not have this file. */
  lose(path: string): void {
    this.#isOld.add(path);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
