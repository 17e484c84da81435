import { ApiError, ErrorCode } from '@canopy/contract';
import { fold, NamePattern } from './name-pattern.ts';
import type { DriveSettings } from './ports.ts';
import type { Metadata } from './present.ts';
import { FileKind, type ListedFile } from './rows.ts';

/** Longest query that is taken apart. */
const maxQueryLength = 16_384;
/** Most conditions on names and metadata together: databases bound their statements. */
const mostConditions = 100;

/** An inclusive range; an open end is undefined. */
export interface Range {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export interface MetadataCondition {
  readonly key: string;
  /** Undefined = having the key is enough. */
  readonly value: string | undefined;
  /** The whole value, and its case counts. */
  readonly exact: boolean;
}

/** What a search looks for (file.md 2.2). All conditions must hold. */
export interface Conditions {
  readonly names: readonly NamePattern[];
  /** One of the names is enough. */
  readonly anyName: boolean;
  /** Undefined = both; -1 = an unknown type, which nothing is of. */
  readonly kind: number | undefined;
  readonly metadata: readonly MetadataCondition[];
  /** Bytes. */
  readonly size: Range;
  /** Milliseconds since 1970. */
  readonly created: Range;
  readonly updated: Range;
}

/** What is looked for in names alone. */
export type NameConditions = Pick<Conditions, 'names' | 'anyName'>;

/**
 * The conditions in the query of a URI; undefined when it has none, so that the folder is just listed.
 * @throws ApiError PARAM_INVALID for a category that does not exist, and for too many conditions.
 */
export function conditionsOf(query: string, settings: DriveSettings): Conditions | undefined {
  if (query === '') return undefined;
  if (query.length > maxQueryLength) throw new ApiError(ErrorCode.PARAM_INVALID, 'The search is too long.');
  const asked = new URLSearchParams(query);
  for (const [key, value] of asked) {
    if (key.includes('\0') || value.includes('\0'))
      throw new ApiError(ErrorCode.PARAM_INVALID, 'The search is not text.');
  }
  const category = asked.get('category');
  if (!category) return parse(asked);
  const stored = settings.searchOf(category);
  if (stored === undefined) throw new ApiError(ErrorCode.PARAM_INVALID, 'There is no such category.');
  return parse(new URLSearchParams(stored));
}

/** Whether kind, size and dates are those that are looked for. */
export function matchesRow(
  { kind, size, created, updated }: Conditions,
  row: Pick<ListedFile, 'kind' | 'size' | 'created_at' | 'updated_at'>,
): boolean {
  if (kind !== undefined && row.kind !== kind) return false;
  return inRange(size, row.size) && inRange(created, row.created_at) && inRange(updated, row.updated_at);
}

function inRange({ from, to }: Range, value: number): boolean {
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

/** Whether a file's name is one that is looked for. */
export function matchesName({ names, anyName }: NameConditions, name: string): boolean {
  if (names.length === 0) return true;
  return anyName ? names.some((pattern) => pattern.matches(name)) : names.every((pattern) => pattern.matches(name));
}

export function matchesMetadata({ metadata }: Conditions, found: Metadata): boolean {
  return metadata.every(({ key, value, exact }) => {
    const has = Object.hasOwn(found, key) ? found[key] : undefined;
    if (has === undefined || value === undefined) return has !== undefined;
    return exact ? has === value : fold(has).includes(fold(value));
  });
}

function parse(query: URLSearchParams): Conditions | undefined {
  const folding = query.has('case_folding');
  const type = query.get('type');
  const conditions: Conditions = {
    names: query
      .getAll('name')
      .filter((name) => name !== '')
      .map((name) => new NamePattern(name, folding)),
    anyName: query.has('name_op_or') || query.has('use_or'),
    kind: type === null ? undefined : kindOf(type),
    metadata: [...query].flatMap(([key, value]) => metadataOf(key, value)),
    size: rangeOf(query, 'size', 1, 0),
    created: rangeOf(query, 'created', 1000, 999),
    updated: rangeOf(query, 'updated', 1000, 999),
  };
  if (conditions.names.length + conditions.metadata.length > mostConditions) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `A search may have at most ${mostConditions} conditions.`);
  }
  const ranges = [conditions.size, conditions.created, conditions.updated];
  const searches =
    conditions.names.length > 0 ||
    conditions.kind !== undefined ||
    conditions.metadata.length > 0 ||
    ranges.some(({ from, to }) => from !== undefined || to !== undefined);
  return searches ? conditions : undefined;
}

function kindOf(type: string): number {
  if (type === 'file') return FileKind.FILE;
  return type === 'folder' ? FileKind.FOLDER : -1;
}

function metadataOf(name: string, value: string): MetadataCondition[] {
  if (name.startsWith('exact_meta_')) return [{ key: name.slice('exact_meta_'.length), value, exact: true }];
  if (!name.startsWith('meta_')) return [];
  return [{ key: name.slice('meta_'.length), value: value === '' ? undefined : value, exact: false }];
}

/** Bounds in whole units; what is no number, and 0, bounds nothing. Times count to the end of their second. */
function rangeOf(query: URLSearchParams, name: string, unit: number, rest: number): Range {
  const bound = (end: string) => {
    const text = query.get(`${name}_${end}`) ?? '';
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : 0;
    return value === 0 ? undefined : value;
  };
  const [from, to] = [bound('gte'), bound('lte')];
  return {
    from: from === undefined ? undefined : from * unit,
    to: to === undefined ? undefined : to * unit + rest,
  };
}
