/**
 * Reads untrusted values by a schema, in one pass: checks them, drops what the contract does not name, and treats
 * null as absent where it means nothing. An interpreter rather than generated code: it needs no start-up time and no
 * `eval`, and can name the member and the rule that was broken. The tests hold it against TypeBox's own validator.
 */
import type { TSchema } from 'typebox';
import { IsDateTime, IsEmail, IsUri, IsUuid } from 'typebox/format';

/** What is wrong with a value, and where: `uris[3]`, `view.page_size`, '' for the value itself. */
export interface Fault {
  readonly path: string;
  /** Continues "<path> ...": "must be a whole number". */
  readonly message: string;
}

export interface ReadOptions {
  /** `request`: null members are absent, unknown ones are dropped. `answer`: both are faults. */
  readonly as: 'request' | 'answer';
}

export type ReadResult = { readonly value: unknown } | { readonly faults: readonly Fault[] };

/** The keywords of JSON Schema that schemas of the contract use. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly 'x-judged-by'?: string;
}

/** Enough to see what is wrong; more would only make a hostile value expensive. */
const MAX_FAULTS = 20;

const formats: Readonly<Record<string, { test: (text: string) => boolean; rule: string }>> = {
  'date-time': { test: IsDateTime, rule: 'must be a time like 2026-03-01T09:30:00Z' },
  email: { test: IsEmail, rule: 'must be an e-mail address' },
  uri: { test: IsUri, rule: 'must be a URI' },
  uuid: { test: IsUuid, rule: 'must be a UUID' },
};

/** Reads `value` by `schema`; never changes `value`. */
export function read(schema: TSchema, value: unknown, options: ReadOptions): ReadResult {
  const reader = new Reader(options.as === 'request');
  const result = reader.read(schema as Schema, value, '');
  return reader.faults.length > 0 ? { faults: reader.faults } : { value: result };
}

class Reader {
  readonly faults: Fault[] = [];
  readonly #lenient: boolean;
  /** What a `$ref` names, inside a recursive schema. */
  #definitions: Readonly<Record<string, Schema>> = {};

  constructor(lenient: boolean) {
    this.#lenient = lenient;
  }

  read(schema: Schema, value: unknown, path: string): unknown {
    if (schema.anyOf) return this.#any(schema.anyOf, value, path);
    if (schema.$ref !== undefined) return this.#reference(schema, schema.$ref, value, path);
    if (schema.enum && !schema.enum.includes(value)) {
      return this.#fault(path, `must be one of ${schema.enum.map((choice) => JSON.stringify(choice)).join(', ')}`);
    }
    if (schema.const !== undefined && schema.const !== value) {
      return this.#fault(path, `must be ${JSON.stringify(schema.const)}`);
    }
    switch (schema.type) {
      case 'object':
        return this.#object(schema, value, path);
      case 'array':
        return this.#array(schema, value, path);
      case 'string':
        return this.#string(schema, value, path);
      case 'integer':
      case 'number':
        return this.#number(schema, value, path);
      case 'boolean':
        return typeof value === 'boolean' ? value : this.#fault(path, 'must be true or false');
      case 'null':
        return value === null ? value : this.#fault(path, 'must be null');
      default:
        throw new TypeError(`cannot read schema ${JSON.stringify(schema)}`);
    }
  }

  #fault(path: string, message: string): undefined {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ path, message });
  }

  #any(alternatives: readonly Schema[], value: unknown, path: string): unknown {
    const before = this.faults.length;
    let closest: Fault[] = [];
    for (const alternative of alternatives) {
      const result = this.read(alternative, value, path);
      if (this.faults.length === before) return result;
      const found = this.faults.splice(before);
      // The alternative that got furthest is the one that was meant.
      if (closest.length === 0 || depth(found) > depth(closest)) closest = found;
    }
    this.faults.push(...closest);
    return undefined;
  }

  #reference(schema: Schema, name: string, value: unknown, path: string): unknown {
    const outer = this.#definitions;
    if (schema.$defs) this.#definitions = schema.$defs;
    const target = this.#definitions[name];
    if (!target) throw new TypeError(`the schema has no definition ${name}`);
    const result = this.read(target, value, path);
    this.#definitions = outer;
    return result;
  }

  #object(schema: Schema, value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.#fault(path, 'must be an object');
    }
    const input = value as Record<string, unknown>;
    const values = schema.patternProperties && Object.values(schema.patternProperties)[0];
    if (values) return this.#map(schema, values, input, path);
    const members = schema.properties ?? {};
    const output: Record<string, unknown> = {};
    for (const key of Object.keys(members)) {
      const member = members[key] as Schema;
      const present = Object.hasOwn(input, key) && input[key] !== undefined;
      if (present && !(this.#lenient && input[key] === null && !allowsNull(member))) {
        output[key] = this.read(member, input[key], join(path, key));
      } else if (schema.required?.includes(key)) {
        this.#fault(join(path, key), 'is missing');
      }
    }
    if (!this.#lenient) {
      for (const key of Object.keys(input)) {
        if (!Object.hasOwn(members, key)) this.#fault(join(path, key), 'is not in the contract');
      }
    }
    return output;
  }

  #map(schema: Schema, values: Schema, input: Record<string, unknown>, path: string): unknown {
    const keys = Object.keys(input);
    if (schema.maxProperties !== undefined && keys.length > schema.maxProperties) {
      return this.#fault(path, `must not have more than ${schema.maxProperties} members`);
    }
    const output: Record<string, unknown> = {};
    for (const key of keys) {
      const at = join(path, key);
      if (this.#lenient && input[key] === null && !allowsNull(values)) continue;
      // Assigning to it would change the prototype of the result.
      if (key === '__proto__') this.#fault(at, 'is not allowed as a key');
      else if (!isStorable(key)) this.#fault(at, 'must be Unicode text without zero characters');
      else output[key] = this.read(values, input[key], at);
    }
    return output;
  }

  #array(schema: Schema, value: unknown, path: string): unknown {
    if (!Array.isArray(value)) return this.#fault(path, 'must be a list');
    if (schema.minItems !== undefined && value.length < schema.minItems) {
      return this.#fault(path, schema.minItems === 1 ? 'must not be empty' : `must have ${schema.minItems} items`);
    }
    if (schema.maxItems !== undefined && value.length > schema.maxItems) {
      return this.#fault(path, `must not have more than ${schema.maxItems} items`);
    }
    const items = schema.items as Schema;
    return value.map((item, index) => this.read(items, item, `${path}[${index}]`));
  }

  #string(schema: Schema, value: unknown, path: string): unknown {
    if (typeof value !== 'string') return this.#fault(path, 'must be text');
    const { minLength, maxLength } = schema;
    if (minLength !== undefined && value.length < 2 * minLength && length(value) < minLength) {
      return this.#fault(path, minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`);
    }
    if (
      maxLength !== undefined &&
      value.length > maxLength &&
      (value.length > 2 * maxLength || length(value) > maxLength)
    ) {
      return this.#fault(path, `must not be longer than ${maxLength} characters`);
    }
    if (schema.pattern !== undefined && !patternOf(schema.pattern).test(value)) {
      return this.#fault(path, schema.pattern.startsWith('^cloudreve') ? 'must be a cloudreve:// URI' : 'is malformed');
    }
    const format = schema.format === undefined ? undefined : formats[schema.format];
    if (format && !format.test(value)) return this.#fault(path, format.rule);
    if (schema['x-judged-by'] === undefined && !isStorable(value)) {
      return this.#fault(path, 'must be Unicode text without zero characters');
    }
    return value;
  }

  #number(schema: Schema, value: unknown, path: string): unknown {
    const integer = schema.type === 'integer';
    if (integer ? !Number.isSafeInteger(value) : !Number.isFinite(value)) {
      return this.#fault(path, integer ? 'must be a whole number' : 'must be a number');
    }
    const number = value as number;
    if (schema.minimum !== undefined && number < schema.minimum) {
      return this.#fault(path, `must not be less than ${schema.minimum}`);
    }
    if (schema.maximum !== undefined && number > schema.maximum) {
      return this.#fault(path, `must not be more than ${schema.maximum}`);
    }
    return number;
  }
}

/** Databases refuse zero characters and lone surrogates; where another rule judges the text, it decides. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function allowsNull(schema: Schema): boolean {
  return schema.type === 'null' || (schema.anyOf?.some(allowsNull) ?? false);
}

/** Characters, not UTF-16 units. */
function length(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function depth(faults: readonly Fault[]): number {
  return Math.max(...faults.map((fault) => fault.path.length));
}

/** Keys come from outside: long ones are cut, so that a message stays a message. */
function join(path: string, key: string): string {
  const name = key.length > 64 ? `${key.slice(0, 64)}…` : key;
  return path === '' ? name : `${path}.${name}`;
}

const patterns = new Map<string, RegExp>();

/** Patterns are the contract's own (linear ones), so the cache is bounded. */
function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(source, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}
