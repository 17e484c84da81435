/** From an error to a sentence: what happened, what is safe, what to do. */
import { UnexpectedAnswerError } from '@canopy/client';
import { ApiError, type ConflictDetail, ErrorCode, type ErrorEnvelope } from '@canopy/contract';
import type { Translator } from '../i18n/index.tsx';
import { reasons } from './reasons.ts';

export interface Reason {
  readonly text: string;
  /** Correlation id, for the administrator's log. */
  readonly id: string | undefined;
}

/** The first failure of a batch that failed in part, else the error itself. */
function causeOf(error: ApiError): { code: number; id: string | undefined; failed: number } {
  const items = Object.values(error.aggregated ?? {});
  const first = items[0];
  return {
    code: first?.code ?? error.code,
    id: error.correlationId ?? first?.correlation_id,
    failed: items.length,
  };
}

/** Somebody before the drive, or the drive itself, says that too much was asked. */
export type AskedTooMuch = UnexpectedAnswerError & { readonly status: 429 };

export function isAskedTooMuch(error: unknown): error is AskedTooMuch {
  return error instanceof UnexpectedAnswerError && error.status === 429;
}

/** The reason of a failure in plain words of the current language. */
export function reasonOf(error: unknown, t: Translator): Reason {
  const table: Readonly<Record<string, string>> = reasons[t.language];
  if (isAskedTooMuch(error)) return { text: table.errorBusy ?? '', id: undefined };
  if (!(error instanceof ApiError)) return { text: table.errorNetwork ?? '', id: undefined };
  const { code, id } = causeOf(error);
  return { text: table[`error_${code}`] ?? table.errorUnknown ?? '', id };
}

/** How many items of a batch failed; 0 when the whole call did. */
export function failedItems(error: unknown): number {
  return error instanceof ApiError ? causeOf(error).failed : 0;
}

/** The failures of a batch by the URIs of their items; undefined when there are none of single items. */
export function failuresOf(error: unknown): Readonly<Record<string, ErrorEnvelope>> | undefined {
  const items = error instanceof ApiError ? error.aggregated : undefined;
  return items && Object.keys(items).length > 0 ? items : undefined;
}

/** What locks stand in the way; undefined when that is not why it failed, or when it is not told. */
export function locksOf(error: unknown): readonly ConflictDetail[] | undefined {
  if (!(error instanceof ApiError) || error.code !== ErrorCode.LOCK_CONFLICT || !Array.isArray(error.data))
    return undefined;
  return error.data.length > 0 ? (error.data as ConflictDetail[]) : undefined;
}

/** The reason of a failure, or of its code, as a sentence. */
export function textOfCode(failure: unknown, t: Translator): string {
  return reasonOf(typeof failure === 'number' ? new ApiError(failure) : failure, t).text;
}
