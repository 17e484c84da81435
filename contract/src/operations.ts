/** Every operation that is served, by the operationId of the contract, and the static types of its parts. */
import type { Operation, PartOf } from './operation.ts';
import { accountOperations } from './operations/account.ts';
import { fileOperations } from './operations/file.ts';
import { historyOperations } from './operations/history.ts';
import { searchOperations } from './operations/search.ts';
import { shareOperations } from './operations/share.ts';
import { transferOperations } from './operations/transfer.ts';
import type { OperationId } from './routes.ts';

export const operations = {
  ...accountOperations,
  ...fileOperations,
  ...searchOperations,
  ...shareOperations,
  ...historyOperations,
  ...transferOperations,
} as const satisfies { readonly [Id in OperationId]: Operation<Id> };
export type Operations = typeof operations;

/** Parameters of the path; undefined when there are none. */
export type ParamsOf<Id extends OperationId> = PartOf<Operations[Id], 'params'>;
/** Parameters of the query; undefined when there are none. */
export type QueryOf<Id extends OperationId> = PartOf<Operations[Id], 'query'>;
/** JSON body; undefined when there is none, and when the body is raw bytes. */
export type BodyOf<Id extends OperationId> = PartOf<Operations[Id], 'body'>;
/** `data` of a success; undefined when there is none. */
export type DataOf<Id extends OperationId> = PartOf<Operations[Id], 'data'>;
