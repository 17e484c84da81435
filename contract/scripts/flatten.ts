/** Writes a JSON schema as a table of places and rules, with references followed and spellings made one. */
export type Json = Record<string, unknown>;

const RULES = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'maxProperties',
  'pattern',
  'const',
  'contentEncoding',
];
/** Formats that say something about a value; int64 and the like only say how to store it. */
const FORMATS = ['date-time', 'uuid', 'email', 'uri', 'binary'];

/** Follows `$ref` until there is none; members beside it win. */
export function resolve(document: Json, node: Json): Json {
  if (typeof node.$ref !== 'string') return node;
  const { $ref, ...beside } = node;
  let target: unknown = document;
  for (const part of ($ref as string).slice(2).split('/')) target = (target as Json)[part.replaceAll('~1', '/')];
  return { ...resolve(document, target as Json), ...beside };
}

/** Adds `schema` and everything below it to `table`, under `place`. */
export function flatten(
  document: Json,
  schema: Json,
  place: string,
  table: Map<string, Map<string, string>>,
  above: readonly string[] = [],
): void {
  const rules = new Map<string, string>();
  table.set(place, rules);
  const name = nameOf(schema);
  if (name !== undefined && above.includes(name)) {
    rules.set('recursion', name);
    return;
  }
  const path = name === undefined ? above : [...above, name];
  const { node, nullable } = unwrap(document, schema);
  if (nullable) rules.set('nullable', 'true');
  const alternatives = node.oneOf as Json[] | undefined;
  if (alternatives) {
    for (const [index, one] of alternatives.entries()) flatten(document, one, `${place}|${index}`, table, path);
    return;
  }
  const type = node.type ?? (Array.isArray(node.enum) ? typeof node.enum[0] : undefined);
  if (type !== undefined) rules.set('type', String(type));
  for (const rule of RULES) if (node[rule] !== undefined) rules.set(rule, JSON.stringify(node[rule]));
  if (FORMATS.includes(node.format as string)) rules.set('format', String(node.format));
  if (Array.isArray(node.enum)) rules.set('enum', JSON.stringify([...node.enum].sort()));
  if (node.items) flatten(document, node.items as Json, `${place}[]`, table, path);
  const values = node.additionalProperties;
  if (typeof values === 'object' && values !== null) flatten(document, values as Json, `${place}{}`, table, path);
  const required = (node.required as string[] | undefined) ?? [];
  for (const [member, value] of Object.entries((node.properties ?? {}) as Record<string, Json>)) {
    const at = `${place}.${member}`;
    flatten(document, value, at, table, path);
    table.get(at)?.set('required', String(required.includes(member)));
  }
}

function nameOf(schema: Json): string | undefined {
  return typeof schema.$ref === 'string' ? schema.$ref : undefined;
}

/** References followed, allOf merged, and the ways to say "or null" made one. */
function unwrap(document: Json, schema: Json): { node: Json; nullable: boolean } {
  let node = merge(document, resolve(document, schema));
  let nullable = false;
  if (Array.isArray(node.type)) {
    nullable = node.type.includes('null');
    const types = node.type.filter((type) => type !== 'null');
    node = { ...node, type: types.length === 1 ? types[0] : types.join('|') };
  }
  const alternatives = (node.anyOf ?? node.oneOf) as Json[] | undefined;
  if (alternatives) {
    const others = alternatives.filter((one) => one.type !== 'null');
    nullable ||= others.length < alternatives.length;
    if (others.length === 1) {
      const { anyOf: _, oneOf: __, ...rest } = node;
      const inner = unwrap(document, others[0] as Json);
      return { node: { ...rest, ...inner.node }, nullable: nullable || inner.nullable };
    }
    const { anyOf: _, ...rest } = node;
    node = { ...rest, oneOf: others };
  }
  return { node, nullable };
}

/** The parts of allOf as one schema: our documents use it to add members, never to narrow them. */
function merge(document: Json, node: Json): Json {
  if (!Array.isArray(node.allOf)) return node;
  const { allOf, ...rest } = node;
  const whole: Json = {};
  const properties: Json = {};
  const required: unknown[] = [];
  for (const part of [...(allOf as Json[]), rest]) {
    const one = merge(document, resolve(document, part));
    Object.assign(whole, one);
    Object.assign(properties, one.properties);
    required.push(...((one.required as unknown[]) ?? []));
  }
  return { ...whole, properties, required };
}
