/** Says whether an answer is one that the contract allows. For tests, and for a server that watches itself. */
import { ErrorCode, type ErrorEnvelope } from './errors.ts';
import { commonErrors, type OperationSpec } from './operation.ts';
import { type Fault, read } from './read.ts';
import { list, uuid } from './schemas/build.ts';
import { ConflictDetail } from './schemas/file.ts';

const Conflicts = list(ConflictDetail, 'Locks in the way.');
const CorrelationId = uuid('Correlation id.');

const ENVELOPE_MEMBERS = new Set(['code', 'msg', 'data', 'error', 'correlation_id', 'aggregated_error']);

/**
 * What is wrong with an envelope that answers `operation`; empty when nothing is. Looks at the members of the
 * envelope, at `data` by the code, and at whether the operation may answer that code at all. Members that the contract
 * does not name are faults too.
 */
export function checkAnswer(operation: OperationSpec, envelope: unknown): Fault[] {
  const faults = checkEnvelope(operation, envelope, '');
  if (faults.length > 0) return faults;
  const { code, data, aggregated_error: aggregated } = envelope as ErrorEnvelope;
  if (code === ErrorCode.OK) return checkData(operation, data);
  if (code === ErrorCode.CONTINUE && operation.continueData) return checkSchema(operation.continueData, data, 'data');
  if (code === ErrorCode.LOCK_CONFLICT) return data === undefined ? [] : checkSchema(Conflicts, data, 'data');
  if (code !== ErrorCode.BATCH_PARTIAL) return data === undefined ? [] : [unexpected('data', code)];
  const failures = Object.entries(aggregated ?? {});
  if (failures.length === 0) return [{ path: 'aggregated_error', message: 'is missing' }];
  return [
    ...failures.flatMap(([key, failure]) =>
      checkEnvelope(operation, failure, `aggregated_error[${JSON.stringify(key)}]`),
    ),
    // The part that worked has the shape of a success.
    ...(data === undefined ? [] : checkData(operation, data)),
  ];
}

function checkEnvelope(operation: OperationSpec, envelope: unknown, path: string): Fault[] {
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) {
    return [{ path, message: 'must be an envelope' }];
  }
  const at = (member: string) => (path === '' ? member : `${path}.${member}`);
  const { code, msg, error, correlation_id: correlationId, aggregated_error: aggregated } = envelope as ErrorEnvelope;
  const faults: Fault[] = [];
  for (const member of Object.keys(envelope)) {
    if (!ENVELOPE_MEMBERS.has(member)) faults.push({ path: at(member), message: 'is not in the contract' });
  }
  if (!Number.isInteger(code)) faults.push({ path: at('code'), message: 'must be a whole number' });
  if (typeof msg !== 'string') faults.push({ path: at('msg'), message: 'must be text' });
  if (error !== undefined && typeof error !== 'string') faults.push({ path: at('error'), message: 'must be text' });
  if (correlationId !== undefined) faults.push(...checkSchema(CorrelationId, correlationId, at('correlation_id')));
  if (code === ErrorCode.OK ? path !== '' : !mayAnswer(operation, code)) {
    faults.push({ path: at('code'), message: `must not be ${code} here` });
  }
  if (code === ErrorCode.OK && msg !== '') faults.push({ path: at('msg'), message: 'must be empty on success' });
  if (aggregated !== undefined && code !== ErrorCode.BATCH_PARTIAL)
    faults.push(unexpected(at('aggregated_error'), code));
  return faults;
}

function mayAnswer(operation: OperationSpec, code: number): boolean {
  return code in operation.errors || code in commonErrors;
}

function checkData(operation: OperationSpec, data: unknown): Fault[] {
  if (operation.data) return checkSchema(operation.data, data, 'data');
  return data === undefined ? [] : [{ path: 'data', message: 'must be absent' }];
}

function checkSchema(schema: Parameters<typeof read>[0], value: unknown, path: string): Fault[] {
  if (value === undefined) return [{ path, message: 'is missing' }];
  const result = read(schema, value, { as: 'answer' });
  if ('value' in result) return [];
  return result.faults.map((fault) => ({ path: inside(path, fault.path), message: fault.message }));
}

function inside(path: string, inner: string): string {
  return inner === '' || inner.startsWith('[') ? path + inner : `${path}.${inner}`;
}

function unexpected(path: string, code: number): Fault {
  return { path, message: `must be absent with code ${code}` };
}
