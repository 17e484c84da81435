/**
 * Compares two OpenAPI documents operation by operation: what both know must have the same parameters, bodies,
 * answers, codes, scopes. Texts and examples do not count.
 */
import { flatten, type Json, resolve } from './flatten.ts';

export interface Difference {
  readonly operation: string;
  /** Where, from the operation down: `query page_size`, `body uris[]`, `data files[].size`. */
  readonly at: string;
  readonly message: string;
}

export interface OperationReport {
  readonly id: string;
  readonly group: string;
  readonly state: 'implemented' | 'missing';
  readonly differences: readonly Difference[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

interface Found {
  readonly document: Json;
  readonly address: string;
  readonly operation: Json;
  readonly parameters: readonly Json[];
}

/** Every operation of `wanted`, and those of `ours` that it does not know as differences of their own. */
export function compareDocuments(ours: Json, wanted: Json): OperationReport[] {
  const have = operationsOf(ours);
  const reports = [...operationsOf(wanted)].map(([id, theirs]): OperationReport => {
    const own = have.get(id);
    have.delete(id);
    const group = String((theirs.operation.tags as string[] | undefined)?.[0] ?? 'other');
    if (!own) return { id, group, state: 'missing', differences: [] };
    return { id, group, state: 'implemented', differences: compareOperations(id, own, theirs) };
  });
  const unknown = [...have].map(([id, own]): OperationReport => {
    const group = String((own.operation.tags as string[] | undefined)?.[0] ?? 'other');
    const difference = { operation: id, at: 'operation', message: 'is not in the reference' };
    return { id, group, state: 'implemented', differences: [difference] };
  });
  return [...reports, ...unknown];
}

function operationsOf(document: Json): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const [path, item] of Object.entries((document.paths ?? {}) as Record<string, Json>)) {
    const shared = (item.parameters as Json[] | undefined) ?? [];
    for (const method of METHODS) {
      const operation = item[method] as Json | undefined;
      if (!operation) continue;
      const own = (operation.parameters as Json[] | undefined) ?? [];
      const parameters = [...shared, ...own].map((parameter) => resolve(document, parameter));
      found.set(String(operation.operationId), {
        document,
        address: `${method.toUpperCase()} ${path}`,
        operation,
        parameters,
      });
    }
  }
  return found;
}

function compareOperations(id: string, ours: Found, theirs: Found): Difference[] {
  const differences: Difference[] = [];
  const differ = (at: string, message: string) => differences.push({ operation: id, at, message });
  if (ours.address !== theirs.address) differ('address', `is ${ours.address}, wanted ${theirs.address}`);
  for (const key of ['tags', 'security', 'x-scope', 'x-feature-switch']) {
    const [own, other] = [ours.operation[key], theirs.operation[key]].map((value) => JSON.stringify(value ?? null));
    if (own !== other) differ(key, `is ${own}, wanted ${other}`);
  }
  compareKeys('code', ours.operation['x-error-codes'], theirs.operation['x-error-codes'], differ);
  compareKeys('status', ours.operation.responses, theirs.operation.responses, differ);
  compareShapes(shapeOf(ours), shapeOf(theirs), differ);
  return differences;
}

type Differ = (at: string, message: string) => void;

function compareKeys(what: string, ours: unknown, theirs: unknown, differ: Differ): void {
  const [own, other] = [ours, theirs].map((value) => new Set(Object.keys((value ?? {}) as Json)));
  for (const key of other ?? []) if (!own?.has(key)) differ(`${what} ${key}`, 'is missing');
  for (const key of own ?? []) if (!other?.has(key)) differ(`${what} ${key}`, 'is not in the reference');
}

/** An operation as a table: place -> rule -> value, so that comparing is comparing two tables. */
type Shape = Map<string, Map<string, string>>;

function shapeOf({ document, operation, parameters }: Found): Shape {
  const shape: Shape = new Map();
  for (const parameter of parameters) {
    const place = `${parameter.in} ${parameter.name}`;
    flatten(document, parameter.schema as Json, place, shape);
    shape.get(place)?.set('required', String(parameter.required ?? false));
  }
  const body = operation.requestBody as Json | undefined;
  if (body) {
    shape.set('request', new Map([['required', String(body.required ?? false)]]));
    content(document, body, 'body', shape);
  }
  const success = (operation.responses as Record<string, Json> | undefined)?.['200'];
  if (success) content(document, resolve(document, success), 'answer', shape);
  return shape;
}

function content(document: Json, holder: Json, place: string, shape: Shape): void {
  for (const [type, media] of Object.entries((holder.content ?? {}) as Record<string, Json>)) {
    const at = type === 'application/json' ? place : `${place} (${type})`;
    const schema = (media.schema ?? {}) as Json;
    const parts = (schema.allOf as Json[] | undefined) ?? [schema];
    if (!parts.some((part) => ENVELOPES.includes(part.$ref as string))) {
      flatten(document, schema, at, shape);
      continue;
    }
    // All envelopes are alike but for their data.
    shape.set(at, new Map([['type', 'envelope']]));
    for (const part of parts) {
      const data = (part.properties as Record<string, Json> | undefined)?.data;
      if (data) flatten(document, data, 'data', shape);
    }
  }
}

const ENVELOPES = ['Response', 'EmptyResponse', 'ErrorResponse'].map((name) => `#/components/schemas/${name}`);

function compareShapes(ours: Shape, theirs: Shape, differ: Differ): void {
  for (const [place, rules] of theirs) {
    const own = ours.get(place);
    if (!own) {
      // A missing object is told once, not again for each of its members.
      const holder = place.slice(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['), place.lastIndexOf(' ')));
      if (ours.has(holder) || !theirs.has(holder)) differ(place, 'is missing');
      continue;
    }
    for (const rule of new Set([...rules.keys(), ...own.keys()])) {
      if (rules.get(rule) !== own.get(rule)) {
        differ(place, `${rule} is ${own.get(rule) ?? 'not stated'}, wanted ${rules.get(rule) ?? 'not stated'}`);
      }
    }
  }
  for (const place of ours.keys()) if (!theirs.has(place)) differ(place, 'is not in the reference');
}
