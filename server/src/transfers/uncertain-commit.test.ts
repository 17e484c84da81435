import { expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import type { Database } from '../db/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestTransfers } from '../test/transfers.ts';

/** As a database whose log cannot be flushed any more: the commit is there, and the promise of it is not. */
class Unflushed implements Database {
  failing = false;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get dialect() {
    return this.#database.dialect;
  }

  get read() {
    return this.#database.read;
  }

  async write<T>(work: Parameters<Database['write']>[0]): Promise<T> {
    const result = await this.#database.write(work);
    if (this.failing) throw Object.assign(new Error('not flushed'), { code: 'SQLITE_IOERR_FSYNC' });
    return result as T;
  }

  scan: Database['scan'] = (query, options) => this.#database.scan(query, options);
  backup = (path: string) => this.#database.backup(path);
  close = () => this.#database.close();
}

describeOnEveryDatabase('a commit of which nobody knows whether it lasts', (current) => {
  it('keeps the bytes, as the file may point to them', async () => {
    const database = new Unflushed(current());
    const test = await openTestTransfers(database, new MemoryDisk());
    try {
      const me = await test.user();
      const uri = 'cloudreve://my/a.txt';
      const put = (text: string) =>
        test.call('PUT', `/api/v4/file/content?uri=${encodeURIComponent(uri)}`, { as: me, raw: Buffer.from(text) });
      expect((await put('old')).json.code).toBe(0);
      database.failing = true;
      const failed = await put('newer');
      database.failing = false;
      expect(failed.json).toMatchObject({ code: 50001, msg: expect.stringContaining('started again') });
      const link = await test.call('POST', '/api/v4/file/url', { as: me, json: { uris: [uri] } });
      const [{ url }] = (link.json.data as { urls: [{ url: string }] }).urls;
      expect((await test.call('GET', url)).body.toString()).toBe('newer');
    } finally {
      await test.close();
    }
  });
});
