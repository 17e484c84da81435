/** What can be done with shares. Each call leaves the caches true; nothing here has words. */
import {
  ApiError,
  ErrorCode,
  type FileResponse,
  FileUri,
  type PermissionSetting,
  type Share,
  type ShareCreateService,
} from '@canopy/contract';
import { client, queries } from '../../api/index.ts';
import { uriOf } from '../../files/index.ts';
import { refreshInfo } from '../../files/info.ts';
import { replaceInLists } from '../../files/listing-cache.ts';
import { isForPeople, type Named, withNamed } from './roles.ts';

export const accessKey = 'access';
export const mySharesKey = 'my-shares';

/** Everything is asked anew that tells who has access to what. */
export function refreshAccess(): void {
  refreshInfo();
  void queries.invalidateQueries({ queryKey: [accessKey] });
  void queries.invalidateQueries({ queryKey: [mySharesKey] });
}

/** Shows in every list at once whether an item is shared. */
export function markShared(file: FileResponse, shared: boolean): void {
  if (Boolean(file.shared) !== shared) replaceInLists(file.id, (each) => ({ ...each, shared }));
}

/** The editable part of a share. */
export interface Terms {
  readonly permissions?: PermissionSetting | undefined;
  readonly expires?: Date | undefined;
  /** Downloads from now on. */
  readonly downloads?: number | undefined;
  readonly shareView?: boolean;
  readonly showReadme?: boolean;
}

export function termsOf(share: Share): Terms {
  return {
    permissions: share.permission_setting,
    expires: share.expires ? new Date(share.expires) : undefined,
    downloads: share.remain_downloads ?? undefined,
    shareView: share.share_view ?? false,
    showReadme: share.show_readme ?? false,
  };
}

/** The body of both calls: times are told in seconds from now, and 0 means without end. */
export function bodyOf(uri: string, terms: Terms, now: number): ShareCreateService {
  const { permissions, expires, downloads, shareView, showReadme } = terms;
  return {
    uri,
    expire: expires ? Math.max(1, Math.floor((expires.getTime() - now) / 1000)) : 0,
    downloads: downloads ?? 0,
    share_view: shareView ?? false,
    show_readme: showReadme ?? false,
    ...(permissions && { permissions }),
  };
}

/** Makes a share. @returns its address */
export async function createShare(uri: string, terms: Terms, password?: string): Promise<string> {
  const secret = password === undefined ? {} : { is_private: true, password };
  const url = await client.call('createShare', { body: { ...bodyOf(uri, terms, Date.now()), ...secret } });
  refreshAccess();
  return url;
}

/** Changes some terms of a share; the others stay. */
export async function editShare(uri: string, share: Share, change: Terms): Promise<void> {
  const body = bodyOf(uri, { ...termsOf(share), ...change }, Date.now());
  await client.call('editShare', { params: { id: share.id }, body });
  refreshAccess();
}

export async function deleteShare(share: Share): Promise<void> {
  await client.call('deleteShare', { params: { id: share.id } });
  refreshAccess();
}

export async function deleteShares(shares: readonly Share[]): Promise<void> {
  await client.call('batchDeleteShares', { body: { ids: shares.map((share) => share.id) } });
  refreshAccess();
}

/** Ends a link so that it can be opened again under the same address: what undoes it is another edit. */
export async function closeShare(uri: string, share: Share): Promise<void> {
  await editShare(uri, share, { expires: new Date(Date.now() + 1000) });
}

/** Opens an ended link again, with no end. Limits that are used up are gone too. */
export async function reopenShare(uri: string, share: Share): Promise<void> {
  await editShare(uri, share, { expires: undefined, downloads: share.remain_downloads || undefined });
}

/** The address without the password in it. */
export function plainUrl(share: Pick<Share, 'url' | 'password'>): string {
  const end = share.password ? `/${share.password}` : '';
  return end && share.url.endsWith(end) ? share.url.slice(0, -end.length) : share.url;
}

/** The URI to open a share by. */
export function shareUri(share: Pick<Share, 'id' | 'password'>): FileUri {
  return FileUri.root('share', share.id, share.password ?? '');
}

/** Files of one name that are looked at, to find the one that a share which has ended is about. */
const mostNamesakes = 50;

/** Of a share that has ended the server tells no place any more, so the files of its name are asked for their shares. */
async function endedSourceOf({ id, name = '', source_type }: Share): Promise<FileResponse> {
  const type = source_type === 1 ? 'folder' : 'file';
  const uri = FileUri.root('my').withSearch(new URLSearchParams({ name, type }).toString().replaceAll('+', '%20'));
  const { files } = await client.call('listFiles', { query: { uri: uri.toString(), page_size: mostNamesakes } });
  for (const file of files.filter((each) => each.name === name)) {
    const query = { uri: pathOf(file), extended: true };
    const info = await client.call('getFileInfo', { query });
    if (info.extended_info?.shares?.some((share) => share.id === id)) return { ...file, shared: info.shared };
  }
  throw new ApiError(ErrorCode.NOT_FOUND);
}

/** The file that a share of one's own is about. @throws ApiError 404 when it is gone */
export async function sourceOf(share: Share): Promise<FileResponse> {
  if (share.expired) return endedSourceOf(share);
  const query = { owner_extended: true, ...(share.password && { password: share.password }) };
  const { source_uri, source_type, name } = await client.call('getShareInfo', { params: { id: share.id }, query });
  const source = FileUri.parse(source_uri ?? '');
  /* Of a file the folder is told. The owner's own id in the URI is left out: it is the same place. */
  const named = source_type === 1 ? source : source.join(name ?? '');
  return client.info(FileUri.root('my').join(...named.elements));
}

/** URI of a file as its owner addresses it. */
export const pathOf = (file: FileResponse): string => uriOf(file).toString();

/** The share as the server has it now; when there was none, the one that was made since. */
async function peopleShareOf(file: FileResponse, wanted: Share | undefined): Promise<Share | undefined> {
  const { extended_info } = await client.call('getFileInfo', { query: { uri: pathOf(file), extended: true } });
  const shares = extended_info?.shares?.filter((share) => isForPeople(share) && !share.expired) ?? [];
  return wanted ? shares.find((share) => share.id === wanted.id) : shares[0];
}

/** Gives the share of named people these names: makes it, changes it, or ends it with the last one. */
export async function setPeople(file: FileResponse, share: Share | undefined, named: readonly Named[]): Promise<void> {
  const uri = pathOf(file);
  if (!share) {
    if (named.length > 0) await createShare(uri, { permissions: withNamed(undefined, named) });
  } else if (named.length === 0) await deleteShare(share);
  else await editShare(uri, share, { permissions: withNamed(share.permission_setting, named) });
}

/** The same for a share that may have changed or gone meanwhile: what was done to `before` is taken back. */
export async function restorePeople(
  file: FileResponse,
  before: Share | undefined,
  named: readonly Named[],
): Promise<void> {
  await setPeople(file, await peopleShareOf(file, before), named);
}
