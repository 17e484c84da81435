/** Turns what a request brings into the static types of its operation; whatever is wrong is an ApiError 40001. */
import type { TObject, TSchema } from 'typebox';
import { ApiError, ErrorCode } from './errors.ts';
import type { OperationSpec, PartOf } from './operation.ts';
import { type Fault, read } from './read.ts';

/**
 * The JSON body of a request. Null members count as absent (but where the contract lets null mean something), unknown
 * ones are dropped, nothing is coerced: a number sent as text is refused. An absent body is an empty one where the
 * operation allows that.
 */
export function parseBody<Op extends OperationSpec>(operation: Op, body: unknown): PartOf<Op, 'body'> {
  if (!operation.body) return undefined as PartOf<Op, 'body'>;
  if (body === undefined || body === null) {
    if (!operation.bodyOptional) throw new ApiError(ErrorCode.PARAM_INVALID, 'The request needs a JSON body.');
    return parse(operation.body, {}, 'The body') as PartOf<Op, 'body'>;
  }
  return parse(operation.body, body, 'The body') as PartOf<Op, 'body'>;
}

/** Parameters as they stand in a URL: of a name sent several times the first counts, as with most servers. */
export type RawParameters = Readonly<Record<string, string | readonly string[] | undefined>> | URLSearchParams;

/**
 * The query of a request. Whole numbers and booleans are read from text, booleans in the spellings 1 t T true TRUE
 * True and their opposites; an empty number or boolean counts as absent. Unknown parameters are dropped.
 */
export function parseQuery<Op extends OperationSpec>(operation: Op, raw: RawParameters): PartOf<Op, 'query'> {
  if (!operation.query) return undefined as PartOf<Op, 'query'>;
  return parse(operation.query, fromText(operation.query, raw), 'The query') as PartOf<Op, 'query'>;
}

/** The parameters of the path, percent-decoded already. */
export function parseParams<Op extends OperationSpec>(operation: Op, raw: RawParameters): PartOf<Op, 'params'> {
  if (!operation.params) return undefined as PartOf<Op, 'params'>;
  return parse(operation.params, fromText(operation.params, raw), 'The address') as PartOf<Op, 'params'>;
}

function parse(schema: TSchema, value: unknown, what: string): unknown {
  const result = read(schema, value, { as: 'request' });
  if ('value' in result) return result.value;
  throw new ApiError(ErrorCode.PARAM_INVALID, sentence(result.faults[0], what));
}

function sentence(fault: Fault | undefined, what: string): string {
  return `${fault?.path || what} ${fault?.message ?? 'is not valid'}.`;
}

const INTEGER = /^[+-]?[0-9]{1,16}$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
]);

/** Gives texts the type that the schema wants; a text that has no such reading stays, for `read` to refuse. */
function fromText(schema: TObject, raw: RawParameters): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(schema.properties)) {
    const text = first(raw, key);
    if (text === undefined) continue;
    const type = (schema.properties[key] as { type?: string }).type;
    if (type === 'string') values[key] = text;
    else if (text !== '') {
      values[key] = type === 'boolean' ? (BOOLEANS.get(text) ?? text) : INTEGER.test(text) ? Number(text) : text;
    }
  }
  return values;
}

function first(raw: RawParameters, key: string): string | undefined {
  if (raw instanceof URLSearchParams) return raw.get(key) ?? undefined;
  const value = Object.hasOwn(raw, key) ? raw[key] : undefined;
  return typeof value === 'string' || value === undefined ? value : value[0];
}
