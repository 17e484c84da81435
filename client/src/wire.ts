/** From a call to a URL, and from an answer to data or an error. */
import { ApiError, ErrorCode, type ErrorEnvelope } from '@canopy/contract';
import { PayloadTooLargeError, UnexpectedAnswerError } from './errors.ts';

/** Path and query of an operation with its parameters filled in; undefined members of the query are left out. */
export function urlOf(path: string, params: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The header Retry-After: seconds (a date is left alone); null = none. */
  readonly retryAfter?: string | null;
}

/**
 * The data of an answer. Throws ApiError for an envelope with a code other than 0, PayloadTooLargeError for a 413
 * that is no envelope, UnexpectedAnswerError for everything else that is none.
 * @param sentBytes length of the request's body, to be told with a 413
 */
export function dataOf(answer: Answer, sentBytes?: number): unknown {
  const envelope = envelopeOf(answer.text);
  if (!envelope) {
    if (answer.status === 413) throw new PayloadTooLargeError(sentBytes);
    throw new UnexpectedAnswerError(
      answer.status,
      answer.contentType,
      answer.text,
      Number(answer.retryAfter) || undefined,
    );
  }
  if (envelope.code !== ErrorCode.OK) throw ApiError.fromEnvelope(envelope);
  return envelope.data;
}

function envelopeOf(text: string): ErrorEnvelope | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('code' in value) || typeof value.code !== 'number')
    return undefined;
  // Only `code` is sure; the text is for people and may be missing in envelopes of older servers.
  return { msg: '', ...value } as ErrorEnvelope;
}
