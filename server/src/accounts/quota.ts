import { ApiError, ErrorCode } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import { chargeStorage, creditStorage } from './store.ts';

/**
 * Charges `bytes` to the owner before they are stored: checked and charged in one statement, so that any
 * number of takers at once land exactly on the limit.
 * @throws ApiError 40051 when the quota of the owner's group would be exceeded.
 */
export async function reserveStorage(tx: Transactor, ownerId: number, bytes: number): Promise<void> {
  if (bytes === 0) return;
  if (!(await chargeStorage(tx, ownerId, bytes))) throw new ApiError(ErrorCode.INSUFFICIENT_CAPACITY);
}

/** Gives back what `reserveStorage` charged. */
export async function releaseStorage(tx: Transactor, ownerId: number, bytes: number): Promise<void> {
  if (bytes !== 0) await creditStorage(tx, ownerId, bytes);
}
