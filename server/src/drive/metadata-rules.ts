import { ApiError, ErrorCode, FileUri, type IdCodec, IdKind, type MetadataPatch } from '@canopy/contract';
import { checkCustomProp } from './custom-props.ts';
import type { DriveSettings } from './ports.ts';
import type { Metadata } from './present.ts';
import { MetadataKey } from './rows.ts';

/** Longest value, in bytes of UTF-8. */
const maxValueBytes = 65_535;
/** Longest key, in UTF-16 units: it stands in an index. */
const maxKeyLength = 1_000;

const number = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)';
const argument = `\\s*${number}(?:%|deg|rad|turn)?\\s*`;
const colour = new RegExp(
  `^(?:#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})|(?:rgb|hsl)a?\\(${argument}(?:[,/ ]${argument}){2,3}\\))$`,
  'i',
);

/** What the checks must know besides the text. */
export interface MetadataRules {
  readonly ids: IdCodec;
  readonly settings: DriveSettings;
}

/** The changes that a list of patches comes to: the value of each key, null = removed. */
export type MetadataChange = ReadonlyMap<string, string | null>;

/**
 * Checks the patches of a client (file.md 10) and takes them together: sets first, then removals; of several
 * values of one key the last counts.
 * @throws ApiError PARAM_INVALID naming the key.
 */
export function checkPatches(rules: MetadataRules, patches: readonly MetadataPatch[]): MetadataChange {
  const change = new Map<string, string | null>();
  for (const { key, value, remove } of patches) {
    if (remove === true) continue;
    change.set(key, checkEntry(rules, key, value ?? ''));
  }
  for (const { key, remove } of patches) {
    if (remove !== true) continue;
    if (namespaceOf(key) === 'sys') throw refused(key, 'cannot be removed');
    checkKey(rules, key);
    change.set(key, null);
  }
  return change;
}

/** Checks the metadata of something new. @throws ApiError PARAM_INVALID naming the key. */
export function checkNewMetadata(rules: MetadataRules, metadata: Metadata | undefined): Metadata | undefined {
  if (!metadata) return undefined;
  const entries = Object.entries(metadata);
  return Object.fromEntries(entries.map(([key, value]) => [key, checkEntry(rules, key, value)]));
}

function checkEntry(rules: MetadataRules, key: string, value: string): string {
  if (value.length > maxValueBytes || Buffer.byteLength(value) > maxValueBytes) {
    throw refused(key, `is longer than ${maxValueBytes} bytes`);
  }
  if (!value.isWellFormed() || value.includes('\0')) throw refused(key, 'is not valid text');
  checkKey(rules, key);
  checkValue(rules, key, value);
  return value;
}

/** Whether a client may set or remove a key at all. */
function checkKey(rules: MetadataRules, key: string): void {
  if (key.length > maxKeyLength || !key.isWellFormed() || key.includes('\0')) {
    throw new ApiError(ErrorCode.PARAM_INVALID, 'A metadata key is too long or no valid text.');
  }
  const name = key.slice(key.indexOf(':') + 1);
  switch (namespaceOf(key)) {
    case 'sys':
      if (key === MetadataKey.SHARED_REDIRECT || key === MetadataKey.SHARED_OWNER) return;
      throw refused(key, 'is kept by the system');
    case 'tag':
      if (name !== '') return;
      throw refused(key, 'lacks the name of the tag');
    case 'props':
      if (rules.settings.customProps.some((prop) => prop.id === name)) return;
      throw refused(key, 'is no property of this site');
    case 'customize':
    case 'thumb':
    case 'dav':
      return;
    default:
      throw refused(key, 'cannot be set');
  }
}

function checkValue({ ids, settings }: MetadataRules, key: string, value: string): void {
  switch (key) {
    case MetadataKey.SHARED_REDIRECT:
      if (!isShare(value)) throw refused(key, 'must be the URI of a share');
      return;
    case MetadataKey.SHARED_OWNER:
      if (ids.tryDecode(IdKind.USER, value) === undefined) throw refused(key, 'must be the id of a user');
      return;
    case 'customize:icon_color':
      if (!colour.test(value)) throw refused(key, 'must be a CSS colour');
      return;
    case 'customize:emoji':
      if (!settings.emojis.has(value)) throw refused(key, 'must be an emoji of this site');
      return;
  }
  if (key.startsWith('tag:') && value !== '' && !colour.test(value))
    throw refused(key, 'must be a CSS colour or empty');
  const prop = key.startsWith('props:') && settings.customProps.find((candidate) => `props:${candidate.id}` === key);
  const problem = prop && checkCustomProp(prop, value, ids);
  if (problem) throw refused(key, problem);
}

function namespaceOf(key: string): string {
  const colon = key.indexOf(':');
  return colon < 0 ? '' : key.slice(0, colon);
}

function isShare(text: string): boolean {
  try {
    return FileUri.parse(text).host === 'share';
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

function refused(key: string, problem: string): ApiError {
  return new ApiError(ErrorCode.PARAM_INVALID, `The metadata "${key.slice(0, 100)}" ${problem}.`);
}
