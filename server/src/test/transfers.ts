import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { type MemoryDisk, openMemoryStore } from '../blobs/drivers/memory/index.ts';
import { BlobKeys, type BlobStore, BlobStores, ContentServer, StoragePolicies } from '../blobs/index.ts';
import type { Database } from '../db/index.ts';
import { routes as driveRoutes } from '../drive/index.ts';
import { createHttpServer } from '../http/index.ts';
import { type Caller, loadConfig, type Route, silentLog } from '../kernel/index.ts';
import { catalogue, type SettingKey, type SettingValues } from '../settings/index.ts';
import { openTransfers, type TransferParts, type Transfers, transferRoutes } from '../transfers/index.ts';
import { anonymous, openTestDrive, type TestDrive, type TestUser } from './drive.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The envelope, where the answer is one. */
  readonly json: { code: number; msg: string; data?: unknown; aggregated_error?: Record<string, { code: number }> };
}

export interface Call {
  readonly as?: TestUser | undefined;
  readonly json?: unknown;
  /** Bytes of the body, or a generator that may stop half-way. */
  readonly raw?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly headers?: Record<string, string | number>;
}

/** A drive with transfers over a disk in memory, and a real HTTP server before it. */
export interface TestTransfers extends TestDrive {
  readonly disk: MemoryDisk;
  readonly store: BlobStore;
  readonly transfers: Transfers;
  readonly overrides: Partial<Record<SettingKey, unknown>>;
  /** Calls an operation; `path` from the root of the host, or a whole link. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  setPolicy(policy: { maxSize?: number; settings?: object }): Promise<void>;
  /** A second server of the same drive, as after a restart: nothing in memory is shared. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestTransfers(
  database: Database,
  disk: MemoryDisk,
  policy: { maxSize?: number; settings?: object } = { settings: { chunk_size: 1000 } },
  /** Routes of higher folders, built anew at every start. */
  moreRoutes: (parts: TransferParts & Pick<TestDrive, 'bus'>, transfers: Transfers) => readonly Route[] = () => [],
): Promise<TestTransfers> {
  const test = await openTestDrive(database);
  const { clock, ids, drive, owners, quota } = test;
  const users = new Map<number, Caller>();
  const overrides: Partial<Record<SettingKey, unknown>> = {};
  const settings = {
    get: <Key extends SettingKey>(key: Key) => (overrides[key] ?? catalogue[key].default) as SettingValues[Key],
  };
  const store = openMemoryStore(disk);

  async function setPolicy({ maxSize = 0, settings: of = {} }: { maxSize?: number; settings?: object }) {
    await database.write((tx) =>
      tx.db
        .updateTable('policies')
        .set({ max_size: maxSize, settings: JSON.stringify(of) })
        .where('id', '=', test.policyId)
        .execute(),
    );
    clock.advance(5_000);
  }
  await setPolicy(policy);

  async function start() {
    const parts: TransferParts = {
      database,
      clock,
      bus: test.bus,
      log: silentLog,
      ids,
      drive,
      owners,
      quota,
      stores: new BlobStores({ dataDir: '' }, { local: () => openMemoryStore(disk) }),
      policies: new StoragePolicies({ database, clock, ids }),
      keys: new BlobKeys(clock),
      content: new ContentServer({
        clock,
        offload: undefined,
        maxAgeSeconds: () => settings.get('public_resource_maxage'),
        mimeMapping: () => settings.get('mime_mapping'),
      }),
      settings,
      secretKey: 'k'.repeat(64),
      callerOf: async (userId) => users.get(userId),
    };
    const transfers = openTransfers(parts);
    const server = await createHttpServer({
      config: loadConfig({ listen: '127.0.0.1:0' }, {}),
      routes: [
        ...driveRoutes(drive),
        ...transferRoutes(transfers),
        ...moreRoutes({ ...parts, bus: test.bus }, transfers),
      ],
      authenticate: async (authorization) => users.get(Number(authorization)) ?? anonymous,
      health: async () => [],
      webFolder: undefined,
      log: silentLog,
    });
    return { transfers, server, address: await server.listen() };
  }
  let running = await start();

  return {
    ...test,
    disk,
    store,
    overrides,
    get transfers() {
      return running.transfers;
    },
    async user(options) {
      const user = await test.user(options);
      users.set(user.id, user.caller);
      return user;
    },
    setPolicy,
    call: (method, path, call = {}) => send(running.address, method, path, call),
    async restart() {
      await running.server.close(0);
      running = await start();
    },
    close: () => running.server.close(0),
  };
}

async function send(address: string, method: string, path: string, call: Call): Promise<Answer> {
  const url = path.startsWith('http') ? path : address + path;
  const headers: Record<string, string | number> = { ...call.headers };
  if (call.as) headers.authorization = String(call.as.id);
  const bytes = call.json === undefined ? call.raw : Buffer.from(JSON.stringify(call.json));
  if (
    bytes instanceof Uint8Array &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  ) {
    headers['content-length'] = bytes.length;
  }
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(pieces);
        const isJson = response.headers['content-type']?.startsWith('application/json');
        const json = isJson ? JSON.parse(body.toString()) : { code: Number.NaN, msg: '' };
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, json });
      });
    });
    sent.on('error', reject);
    if (bytes === undefined || bytes instanceof Uint8Array) return void sent.end(bytes);
    (async () => {
      for await (const piece of bytes) sent.write(piece);
      sent.end();
    })().catch((error: Error) => sent.destroy(error));
  });
}
