/**
 * Short forms of the TypeBox builders, so that a schema reads like the table of a manual: every member carries its
 * description. A schema with a `title` is a component of the printed contract, named by it.
 */
import Type, {
  type Static,
  type TArray,
  type TBoolean,
  type TEnum,
  type TInteger,
  type TNull,
  type TObject,
  type TProperties,
  type TRecord,
  type TSchema,
  type TString,
  type TStringOptions,
  type TUnion,
} from 'typebox';

export type { Static };

export function text(description: string, options: TStringOptions = {}): TString {
  return Type.String({ description, ...options });
}

/** Text of a file URI that only the parser judges: bodies of older operations name no pattern. */
export function uriText(description: string): TString {
  return Type.String({ description, 'x-judged-by': 'FileUri' });
}

/** One of these words. */
export function word<const Words extends string[]>(words: readonly [...Words], description: string): TEnum<Words> {
  return Type.Enum(words, { type: 'string', description });
}

/** One of these numbers. */
export function numeral<const Numbers extends number[]>(
  numbers: readonly [...Numbers],
  description: string,
): TEnum<Numbers> {
  return Type.Enum(numbers, { type: 'integer', description });
}

export function whole(description: string, options: { minimum?: number; maximum?: number } = {}): TInteger {
  return Type.Integer({ description, ...options });
}

export function flag(description: string): TBoolean {
  return Type.Boolean({ description });
}

/** RFC 3339 time with offset. */
export function time(description: string): TString {
  return Type.String({ format: 'date-time', description });
}

export function uuid(description: string): TString {
  return Type.String({ format: 'uuid', description });
}

export function list<Item extends TSchema>(
  item: Item,
  description: string,
  options: { minItems?: number; maxItems?: number } = {},
): TArray<Item> {
  return Type.Array(item, { description, ...options });
}

/** A map from text to `value`. */
export function map<Value extends TSchema>(
  value: Value,
  description: string,
  options: { maxProperties?: number } = {},
): TRecord<'^.*$', Value> {
  return Type.Record(Type.String(), value, { description, ...options });
}

export function object<Members extends TProperties>(members: Members, description?: string): TObject<Members> {
  return Type.Object(members, description === undefined ? {} : { description });
}

/** An object that is a component of its own in the printed contract. */
export function named<Members extends TProperties>(
  title: string,
  description: string,
  members: Members,
): TObject<Members> {
  return Type.Object(members, { title, description });
}

export function optional<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(schema);
}

export function nullable<Schema extends TSchema>(schema: Schema, description?: string): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()], description === undefined ? {} : { description });
}

/** A component in a certain place: the same schema under another description. */
export function as<Schema extends TSchema>(schema: Schema, description: string): Schema {
  return Type.With(schema, { description }) as unknown as Schema;
}
