/** Prints the contract as an OpenAPI 3.1 document: the operations that are served, and no others. */
import type { TObject } from 'typebox';
import { errorMeanings } from './error-meanings.ts';
import { ErrorCode } from './errors.ts';
import { envelopeComponents, responseRef } from './openapi-envelope.ts';
import { SchemaPrinter } from './openapi-schemas.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';

type Json = Record<string, unknown>;

/** The document as plain JSON data, the same at every call. */
export function openapiDocument(): Json {
  const printer = new SchemaPrinter();
  const paths: Record<string, Json> = {};
  const all: readonly Operation[] = Object.values(operations);
  for (const operation of all) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = printOperation(operation, printer);
    paths[operation.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Canopy HTTP API',
      version: '4',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: [
        'Failures are told inside the envelope, with HTTP status 200: test `code`, never `msg`.',
        'In requests a member that is null counts as absent, and members that are not named here are ignored.',
        'x-error-codes: the codes an operation can answer, each with its cause ("item:" = inside aggregated_error).',
        'x-scope: right that the token of an app needs. x-feature-switch: setting that must be on.',
        'x-judged-by: rule of the product that a text must pass beside its schema.',
      ].join('\n\n'),
    },
    servers: [{ url: '/', description: 'This site' }],
    tags: [...new Set(all.flatMap((operation) => operation.tags))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes,
      schemas: sorted({ ...envelopeComponents, ...printer.components() }),
    },
    'x-error-codes': Object.fromEntries(
      Object.values(ErrorCode).map((code) => [String(code), errorMeanings[code]] as const),
    ),
  };
}

const securitySchemes = {
  bearerAuth: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token. One that is missing, damaged or expired means anonymous; one of a wrong kind is 40020.',
  },
  signedUrl: {
    type: 'apiKey',
    in: 'query',
    name: 'sign',
    description: 'Signature of the path and its end: `<base64url HMAC-SHA256>:<unix seconds>`, 0 = no end.',
  },
};

const security = {
  none: [],
  optional: [{}, { bearerAuth: [] }],
  required: [{ bearerAuth: [] }],
  signed: [{ signedUrl: [] }],
};

function printOperation(operation: Operation, printer: SchemaPrinter): Json {
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    tags: operation.tags,
    security: security[operation.security],
    ...(operation.scope && { 'x-scope': operation.scope }),
    ...(operation.featureSwitch && { 'x-feature-switch': operation.featureSwitch }),
    ...printParameters(operation, printer),
    ...printBody(operation, printer),
    responses: printResponses(operation, printer),
    'x-error-codes': operation.errors,
  };
}

function printParameters(operation: Operation, printer: SchemaPrinter): Json {
  const parameters = [
    ...parametersIn('path', operation.params, printer),
    ...parametersIn('query', operation.query, printer),
    ...parametersIn('header', operation.headers, printer),
  ];
  return parameters.length > 0 ? { parameters } : {};
}

function parametersIn(place: string, schema: TObject | undefined, printer: SchemaPrinter): Json[] {
  const required: readonly string[] = schema?.required ?? [];
  return Object.entries(schema?.properties ?? {}).map(([name, member]) => {
    const { description, ...rest } = printer.print(member);
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

function printBody(operation: Operation, printer: SchemaPrinter): Json {
  if (operation.rawBody) {
    return { requestBody: { required: true, content: { [operation.rawBody]: { schema: binary } } } };
  }
  if (!operation.body) return {};
  const content = { 'application/json': { schema: printer.print(operation.body) } };
  return { requestBody: { required: !operation.bodyOptional, content } };
}

const binary = { type: 'string', format: 'binary' };
const characters = { type: 'string' };

function printResponses(operation: Operation, printer: SchemaPrinter): Json {
  const responses: Json = {};
  const statuses = operation.raw?.statuses ?? operation.statuses ?? {};
  // An answer of 204 is a success of its own, and so is a redirect where nothing else is answered.
  const redirectsOnly = 302 in statuses && operation.raw?.contentTypes.length === 0;
  if (!(204 in statuses || redirectsOnly)) responses['200'] = printSuccess(operation, printer);
  for (const [status, description] of Object.entries(statuses)) responses[status] = { description };
  return responses;
}

function printSuccess(operation: Operation, printer: SchemaPrinter): Json {
  const { raw } = operation;
  if (!raw) {
    const description = operation.data
      ? 'Envelope with data, or of an error.'
      : 'Envelope without data, or of an error.';
    const streamed = operation.streamed && { [operation.streamed]: { schema: characters } };
    return { description, content: { 'application/json': { schema: envelopeOf(operation, printer) }, ...streamed } };
  }
  const content: Json = {};
  for (const type of raw.contentTypes) {
    const bytes = type.startsWith('text/') ? characters : binary;
    content[type] = { schema: raw.schema ? printer.print(raw.schema) : bytes };
  }
  if (!raw.schema && raw.contentTypes.length > 0) content['application/json'] = { schema: responseRef };
  const description = raw.contentTypes.length > 0 ? 'The content, or the envelope of an error.' : 'Headers only.';
  return Object.keys(content).length > 0 ? { description, content } : { description };
}

function envelopeOf(operation: Operation, printer: SchemaPrinter): Json {
  const { data, continueData } = operation;
  if (!data) return { $ref: '#/components/schemas/EmptyResponse' };
  const printed = continueData ? { oneOf: [data, continueData].map((one) => printer.print(one)) } : printer.print(data);
  const required = { 'x-required-on-success': ['data'] };
  return { allOf: [responseRef, { type: 'object', properties: { data: printed }, ...required }] };
}

function sorted(components: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
}
