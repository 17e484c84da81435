/** From an error to a sentence: what happened, what is safe, what to do. */
import { ApiError } from '@canopy/contract';
import type { Translator } from '../i18n/index.tsx';

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

/** The reason of a failure in plain words of the current language. */
export function reasonOf(error: unknown, t: Translator): Reason {
  if (!(error instanceof ApiError)) return { text: t('errorNetwork'), id: undefined };
  const { code, id } = causeOf(error);
  const key = `error_${code}`;
  return { text: t.has(key) ? t(key) : t('errorUnknown'), id };
}

/** How many items of a batch failed; 0 when the whole call did. */
export function failedItems(error: unknown): number {
  return error instanceof ApiError ? causeOf(error).failed : 0;
}
