import { ApiError, ErrorCode, type IdCodec, IdKind, type StoragePolicy } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { NameRule } from './name-rule.ts';
import { type Policy, presentPolicy } from './policy.ts';
import { findPolicy, policyIds } from './store.ts';

/** How long a policy that was changed elsewhere may still be taken for what it was. */
const freshForMs = 2_000;

interface Entry {
  readonly until: number;
  readonly policy: Policy;
  readonly rule: NameRule;
  readonly presented: StoragePolicy;
}

export interface StoragePoliciesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
}

/** The storage policies of the drive, kept in memory for a moment. */
export class StoragePolicies {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #ids: IdCodec;
  readonly #entries = new Map<number, Promise<Entry | undefined>>();

  constructor({ database, clock, ids }: StoragePoliciesOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** @throws ApiError 40035 when there is none of this number. */
  async get(id: number): Promise<Policy> {
    return (await this.#required(id)).policy;
  }

  /** Every policy there is, by number. */
  async all(): Promise<Policy[]> {
    const ids = await policyIds(this.#database.read);
    return Promise.all(ids.map((id) => this.get(id)));
  }

  /** As clients see it; undefined when there is none of this number. */
  async present(id: number): Promise<StoragePolicy | undefined> {
    return (await this.#entry(id))?.presented;
  }

  /** @throws ApiError 40052 when files of this name may not be kept there. */
  async checkFileName(id: number, name: string): Promise<void> {
    (await this.#required(id)).rule.check(name);
  }

  /** @throws ApiError 40049 when a file of `size` bytes is too large for the policy. */
  async checkFileSize(id: number, size: number): Promise<void> {
    const { maxSize } = (await this.#required(id)).policy;
    if (maxSize > 0 && size > maxSize) {
      throw new ApiError(ErrorCode.FILE_TOO_LARGE, `Files here may have at most ${maxSize} bytes.`);
    }
  }

  /** Forgets what is kept, after a policy was changed here. */
  forget(): void {
    this.#entries.clear();
  }

  async #required(id: number): Promise<Entry> {
    const entry = await this.#entry(id);
    if (!entry) throw new ApiError(ErrorCode.POLICY_NOT_EXIST);
    return entry;
  }

  async #entry(id: number): Promise<Entry | undefined> {
    const kept = await this.#entries.get(id);
    if (kept && kept.until > this.#clock.monotonic()) return kept;
    const loading = this.#load(id);
    this.#entries.set(id, loading);
    try {
      const entry = await loading;
      if (!entry) this.#entries.delete(id);
      return entry;
    } catch (error) {
      this.#entries.delete(id);
      throw error;
    }
  }

  async #load(id: number): Promise<Entry | undefined> {
    const policy = await findPolicy(this.#database.read, id);
    if (!policy) return undefined;
    return {
      until: this.#clock.monotonic() + freshForMs,
      policy,
      rule: new NameRule(policy),
      presented: presentPolicy(policy, this.#ids.encode(IdKind.POLICY, id)),
    };
  }
}
