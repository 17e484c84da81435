/** Why an upload failed, in plain words: what happened, what is safe, what to do. */
import {
  NetworkError,
  PayloadTooLargeError,
  SourceChangedError,
  UnexpectedAnswerError,
  UnsupportedStorageError,
} from '@canopy/client';
import { ApiError, type Capacity, ErrorCode } from '@canopy/contract';
import { type Reason, reasonOf } from '../../api/index.ts';
import type { UploadWord, UploadWords } from './words.ts';

const wordOfCode: Readonly<Record<number, UploadWord>> = {
  [ErrorCode.NO_PERMISSION]: 'reasonForbidden',
  [ErrorCode.OWNER_ONLY]: 'reasonForbidden',
  [ErrorCode.OBJECT_EXIST]: 'reasonFolder',
  [ErrorCode.PATH_NOT_EXIST]: 'reasonGone',
  [ErrorCode.NOT_FOUND]: 'reasonGone',
  [ErrorCode.FILE_TOO_LARGE]: 'reasonTooLarge',
  [ErrorCode.FILE_TYPE_NOT_ALLOWED]: 'reasonName',
  [ErrorCode.ILLEGAL_OBJECT_NAME]: 'reasonName',
  [ErrorCode.IO_FAILED]: 'reasonDisk',
};

/** Whether room has to be made before it can go on. */
export function wantsRoom(error: unknown): boolean {
  return error instanceof ApiError && error.code === ErrorCode.INSUFFICIENT_CAPACITY;
}

const lostCodes: ReadonlySet<number> = new Set([
  ErrorCode.NO_PERMISSION,
  ErrorCode.OWNER_ONLY,
  ErrorCode.PATH_NOT_EXIST,
  ErrorCode.NOT_FOUND,
]);

/** Whether it can go on in another folder: this one is gone, takes nothing from this person, or not in this way. */
export function wantsFolder(error: unknown): boolean {
  return error instanceof UnsupportedStorageError || (error instanceof ApiError && lostCodes.has(error.code));
}

/** @param bytes size of the file, to say how much space is missing */
export function uploadReason(error: unknown, w: UploadWords, bytes = 0, capacity?: Capacity): Reason {
  const plain = (text: string): Reason => ({ text, id: undefined });
  if (error instanceof NetworkError) return plain(w('reasonNetwork'));
  if (error instanceof PayloadTooLargeError) return plain(w('reasonProxy', { bytes: w.t.size(error.sizeBytes ?? 0) }));
  if (error instanceof UnexpectedAnswerError) return plain(w('reasonAnswer', { status: String(error.status) }));
  if (error instanceof SourceChangedError) return plain(w('reasonChanged'));
  if (error instanceof UnsupportedStorageError) return plain(w('reasonStorage'));
  if (!(error instanceof ApiError)) return reasonOf(error, w.t);
  const id = error.correlationId;
  if (error.code === ErrorCode.INSUFFICIENT_CAPACITY) {
    const missing = capacity ? bytes - (capacity.total - capacity.used) : 0;
    return { text: missing > 0 ? w('reasonQuotaBy', { bytes: w.t.size(missing) }) : w('reasonQuota'), id };
  }
  const word = wordOfCode[error.code];
  return word ? { text: w(word), id } : reasonOf(error, w.t);
}

/** Why an upload does not move right now although it is tried again by itself. */
export function troubleOf(error: unknown, w: UploadWords): string {
  if (!navigator.onLine) return w('offline');
  if (error instanceof ApiError && error.code === ErrorCode.IO_FAILED) return w('diskTrouble');
  return error instanceof NetworkError ? w('tryingAgain') : w('serverTrouble');
}
