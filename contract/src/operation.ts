/**
 * What an operation of the contract says about itself. The server validates and answers from it, the client is typed
 * by it, the OpenAPI document is printed from it.
 */
import type { Static, TObject, TSchema } from 'typebox';
import { type OperationId, type Route, routes } from './routes.ts';

/** An answer that is no envelope. */
export interface RawAnswer {
  /** Content types a success can have; the first is the usual one. */
  readonly contentTypes: readonly string[];
  /** What an answer of JSON looks like (manifest.json). */
  readonly schema?: TSchema;
  /** HTTP statuses besides 200 and when they are answered. */
  readonly statuses?: Readonly<Record<number, string>>;
  /** HTTP statuses of failures by code, where they are no 200 with an envelope. */
  readonly failureStatuses?: Readonly<Record<number, number>>;
}

export interface OperationSpec {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /**
   * `none`: nobody is asked; `optional`: anonymous is fine, but who calls matters; `required`: 401 for anonymous;
   * `signed`: the signature in the query decides, not the caller.
   */
  readonly security: 'none' | 'optional' | 'required' | 'signed';
  /** OAuth scope that a token of an app needs, else 40089. */
  readonly scope?: string;
  /** Site setting that must be on, else 40019. */
  readonly featureSwitch?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  /** Headers with a meaning of their own here; for documentation, not validated. */
  readonly headers?: TObject;
  /** JSON body. */
  readonly body?: TSchema;
  /** True when the JSON body may be missing altogether. */
  readonly bodyOptional?: boolean;
  /** The body is bytes of this type (or of any type: clients often send none). */
  readonly rawBody?: string;
  /** `data` of a success; absent = the answer has no data. */
  readonly data?: TSchema;
  /** `data` of an answer with code 203. */
  readonly continueData?: TSchema;
  readonly raw?: RawAnswer;
  /** A success can also be a stream of this content type, whose last frame carries `data`. */
  readonly streamed?: 'text/event-stream';
  /** HTTP statuses besides 200 of an operation that else answers an envelope. */
  readonly statuses?: Readonly<Record<number, string>>;
  /** Codes it can answer, each with its cause; "item:" = inside aggregated_error of a 40081. */
  readonly errors: Readonly<Record<number, string>>;
}

export type Operation<Id extends OperationId = OperationId, Spec extends OperationSpec = OperationSpec> = Spec &
  Route & { readonly id: Id };

/** Declares one operation; method and path come from the table of routes. */
export function operation<Id extends OperationId, const Spec extends OperationSpec>(
  id: Id,
  spec: Spec,
): Operation<Id, Spec> {
  return { id, ...routes[id], ...spec };
}

/** The static type of one part of an operation; undefined where it has no such part. */
export type PartOf<Op, Part extends PropertyKey> = Op extends { readonly [Key in Part]: infer Schema extends TSchema }
  ? Static<Schema>
  : undefined;

/** Codes that every operation can answer, so that they need not stand in `errors`. */
export const commonErrors: Readonly<Record<number, string>> = {
  401: 'not signed in, where that is needed',
  40001: 'the request cannot be read',
  40020: 'the token is no access token, or its user is gone or blocked',
  40089: 'the token of an app lacks the scope',
  50001: 'the database failed',
  [-1]: 'unexpected failure; the log has it under the correlation id',
};
