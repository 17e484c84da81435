/** Permission settings of files: reading those in force, setting and removing them, with the way back. */
import type { FileResponse, FileUri, PermissionSetting } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/index.ts';
import { uriOf } from '../../files/index.ts';
import { accessKey, pathOf, refreshAccess } from './calls.ts';

/** A setting and where it stands; `place` is undefined when it is the item's own. */
export interface Rules {
  readonly setting: PermissionSetting;
  readonly place: FileUri | undefined;
}

async function ownRules(uri: FileUri, signal?: AbortSignal): Promise<PermissionSetting | undefined> {
  const query = { uri: uri.toString(), extended: true };
  return (await client.call('getFileInfo', { query }, signal && { signal })).extended_info?.permissions ?? undefined;
}

/** More items than this are not looked at before somebody edits: what is set for them is only read to be kept. */
const mostKnown = 200;
/** More items than this are not looked at at all: their rules are replaced for good. */
export const mostKept = 5000;
const lanes = 6;

/** Does something for every file, some at a time, and keeps their order. */
async function forEachOf<Found>(
  files: readonly FileResponse[],
  work: (file: FileResponse) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = [];
  const left = files.entries();
  const lane = async () => {
    for (const [index, file] of left) found[index] = await work(file);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return found;
}

/**
 * The rules in force for each file, in their order: its own, or those of the nearest folder above that has some.
 * Folders above are asked about once, however many files lie in them.
 */
async function rulesOf(files: readonly FileResponse[], signal: AbortSignal): Promise<(Rules | undefined)[]> {
  const above = new Map<string, Promise<Rules | undefined>>();
  const inFolder = (folder: FileUri): Promise<Rules | undefined> => {
    if (folder.isRoot) return Promise.resolve(undefined);
    const key = folder.toString();
    let rules = above.get(key);
    if (!rules) {
      rules = ownRules(folder, signal).then((setting) =>
        setting ? { setting, place: folder } : inFolder(folder.parent()),
      );
      above.set(key, rules);
    }
    return rules;
  };
  return forEachOf(files, async (file) => {
    const uri = uriOf(file);
    const setting = await ownRules(uri, signal);
    return setting ? { setting, place: undefined } : inFolder(uri.parent());
  });
}

/** The rules that each file has of its own, in their order, to be given back to it. */
export function ownRulesOf(files: readonly FileResponse[]): Promise<(Rules | undefined)[]> {
  return forEachOf(files, async (file) => {
    const setting = await ownRules(uriOf(file));
    return setting && { setting, place: undefined };
  });
}

/** The rules of each file; `unknown` when they are too many to look at first. */
export function useRules(files: readonly FileResponse[]) {
  return useQuery<readonly (Rules | undefined)[] | 'unknown'>({
    queryKey: [accessKey, 'rules', ...files.slice(0, mostKnown).map((file) => file.id), files.length],
    queryFn: ({ signal }) => (files.length > mostKnown ? 'unknown' : rulesOf(files, signal)),
    /* What is edited must be what is set now, and stay under the hands of who edits it. */
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

const sortedOf = (sets: Readonly<Record<string, string>> = {}) =>
  Object.entries(sets).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a setting says, in one way for all that say the same. */
function plain(setting: PermissionSetting): string {
  return JSON.stringify([
    sortedOf(setting.user_explicit),
    sortedOf(setting.group_explicit),
    setting.same_group ?? null,
    setting.other ?? null,
    setting.anonymous ?? null,
    setting.everyone ?? null,
  ]);
}

/** Whether two settings say the same. */
export function isSame(a: PermissionSetting | undefined, b: PermissionSetting | undefined): boolean {
  return (a && plain(a)) === (b && plain(b));
}

/** Most items of one call; a server may take fewer, and says so. */
const atOnce = 500;

async function inBatches(uris: readonly string[], send: (uris: string[]) => Promise<unknown>): Promise<void> {
  try {
    for (let at = 0; at < uris.length; at += atOnce) await send(uris.slice(at, at + atOnce));
  } finally {
    refreshAccess();
  }
}

export async function setRules(uris: readonly string[], setting: PermissionSetting): Promise<void> {
  await inBatches(uris, (some) => client.call('setFilePermission', { body: { uris: some, setting } }));
}

export async function resetRules(uris: readonly string[]): Promise<void> {
  await inBatches(uris, (some) => client.call('deleteFilePermission', { body: { uris: some } }));
}

/** Gives each item back the rules it had of its own. */
export async function restoreRules(
  files: readonly FileResponse[],
  before: readonly (Rules | undefined)[],
): Promise<void> {
  const bare: string[] = [];
  const own = new Map<string, { readonly setting: PermissionSetting; readonly uris: string[] }>();
  for (const [index, file] of files.entries()) {
    const rules = before[index];
    const uri = pathOf(file);
    if (!rules || rules.place) {
      bare.push(uri);
      continue;
    }
    const key = plain(rules.setting);
    const same = own.get(key);
    if (same) same.uris.push(uri);
    else own.set(key, { setting: rules.setting, uris: [uri] });
  }
  for (const { uris, setting } of own.values()) await setRules(uris, setting);
  if (bare.length > 0) await resetRules(bare);
}
