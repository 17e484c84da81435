import type { ResumeRecord, ResumeStore } from './resume.ts';

const TABLE = 'sessions';

/** Keeps records in the browser's IndexedDB, shared by all tabs of the origin. */
export class IndexedDbResumeStore implements ResumeStore {
  readonly #name: string;
  #opening: Promise<IDBDatabase> | undefined;

  constructor(databaseName = 'canopy-uploads') {
    this.#name = databaseName;
  }

  get(key: string): Promise<ResumeRecord | undefined> {
    return this.#run('readonly', (table) => table.get(key) as IDBRequest<ResumeRecord | undefined>);
  }

  async set(record: ResumeRecord): Promise<void> {
    await this.#run('readwrite', (table) => table.put(record));
  }

  async delete(key: string): Promise<void> {
    await this.#run('readwrite', (table) => table.delete(key));
  }

  list(): Promise<ResumeRecord[]> {
    return this.#run('readonly', (table) => table.getAll() as IDBRequest<ResumeRecord[]>);
  }

  async #run<Result>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
    this.#opening ??= open(this.#name);
    const database = await this.#opening;
    return settled(work(database.transaction(TABLE, mode).objectStore(TABLE)));
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: 'key' });
  return settled(request);
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser refused to remember the upload.'));
  });
}
