import type { ResumeRecord, ResumeStore } from './resume.ts';

/**
 * Writes records behind the upload: what is remembered may lag (a chunk is then sent twice), the upload never waits
 * for it. A store that fails costs only the way back after a reload; the first failure is told, then it is left alone.
 */
export class ResumeLog {
  readonly #store: ResumeStore;
  readonly #onFailure: (error: unknown) => void;
  readonly #pending = new Map<string, ResumeRecord>();
  readonly #writing = new Map<string, Promise<void>>();
  #failed = false;

  constructor(store: ResumeStore, onFailure: (error: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  get(key: string): Promise<ResumeRecord | undefined> {
    return this.#guard(undefined, () => this.#store.get(key));
  }

  list(): Promise<ResumeRecord[]> {
    return this.#guard([], () => this.#store.list());
  }

  /** Remembers the newest record of its key, as soon as the one before is written. */
  set(record: ResumeRecord): void {
    this.#pending.set(record.key, record);
    if (!this.#writing.has(record.key)) {
      const writing = this.#write(record.key).finally(() => this.#writing.delete(record.key));
      this.#writing.set(record.key, writing);
    }
  }

  async delete(key: string): Promise<void> {
    this.#pending.delete(key);
    await this.#writing.get(key);
    await this.#guard(undefined, () => this.#store.delete(key));
  }

  async #write(key: string): Promise<void> {
    for (let record = this.#pending.get(key); record; record = this.#pending.get(key)) {
      this.#pending.delete(key);
      const current = record;
      await this.#guard(undefined, () => this.#store.set(current));
    }
  }

  async #guard<Result>(otherwise: Result, work: () => Promise<Result>): Promise<Result> {
    if (this.#failed) return otherwise;
    try {
      return await work();
    } catch (error) {
      this.#failed = true;
      this.#onFailure(error);
      return otherwise;
    }
  }
}
