import { ApiError, ErrorCode } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import { StorageStore } from './store.ts';

/** What each user has stored, against what his group allows. One object serves one database. */
export class StorageQuota {
  readonly #store = new StorageStore();

  /**
   * Charges `bytes` to the owner before they are stored: checked and charged in one statement, so that any
   * number of takers at once land exactly on the limit.
   * @throws ApiError 40051 when the quota of the owner's group would be exceeded.
   */
  async reserve(tx: Transactor, ownerId: number, bytes: number): Promise<void> {
    if (bytes === 0) return;
    if (!(await this.#store.charge(tx, ownerId, bytes))) throw new ApiError(ErrorCode.INSUFFICIENT_CAPACITY);
  }

  /** Gives back what `reserve` charged. */
  async release(tx: Transactor, ownerId: number, bytes: number): Promise<void> {
    if (bytes !== 0) await this.#store.credit(tx, ownerId, bytes);
  }
}
