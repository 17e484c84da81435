import { randomUUID } from 'node:crypto';
import { ApiError, ErrorCode, type ErrorEnvelope } from '@canopy/contract';
import type { Log } from '../kernel/index.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The correlation id that the caller chose, when it is a UUID, else a new one. */
export function correlationIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && uuid.test(header) ? header : randomUUID();
}

/** Text of the envelope of a success; without `data` when there is none. */
export function successText(data: unknown): string {
  return data === undefined ? '{"code":0,"msg":""}' : `{"code":0,"data":${JSON.stringify(data)},"msg":""}`;
}

/**
 * What a client is told of a failure. Only errors of the contract speak for themselves; everything else is
 * logged under the correlation id, and the client gets that id and no detail.
 */
export function failureEnvelope(error: unknown, correlationId: string, log: Log, operation: string): ErrorEnvelope {
  const known = error instanceof ApiError ? error : fromSystem(error);
  if (known === undefined) {
    log.error({ err: error, correlationId, operation }, 'a request failed unexpectedly');
    return { code: ErrorCode.NOT_SET, msg: 'Something went wrong.', correlation_id: correlationId };
  }
  if (known.code >= 50000) log.error({ err: known, correlationId, operation }, 'a request failed');
  return { ...known.toEnvelope(), correlation_id: known.correlationId ?? correlationId };
}

const databaseBusy = /^(SQLITE_|08|53|57P)/;
const storage = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE']);

/** Failures of disk and database that reached us raw get their codes of the contract. */
function fromSystem(error: unknown): ApiError | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  if (code === 'SQLITE_FULL')
    return new ApiError(ErrorCode.DB_ERROR, 'The disk of the database is full.', { cause: error });
  // PostgreSQL takes no NUL character in text.
  if (code === '22021') return new ApiError(ErrorCode.PARAM_INVALID, 'Text must not hold a NUL character.');
  if (code === 'SQLITE_IOERR_FSYNC') {
    const text = 'The disk of the database failed: nothing can be changed until the server is started again.';
    return new ApiError(ErrorCode.DB_ERROR, text, { cause: error });
  }
  if (databaseBusy.test(code)) return new ApiError(ErrorCode.DB_ERROR, undefined, { cause: error });
  if (storage.has(code)) return new ApiError(ErrorCode.IO_FAILED, undefined, { cause: error });
  return undefined;
}
