import {
  ApiError,
  ErrorCode,
  encodePathElement,
  FileUri,
  type IdCodec,
  IdKind,
  type PermissionSetting,
  type Share,
  type User,
} from '@canopy/contract';
import { FileKind, type Place, settingOf } from '../drive/index.ts';
import { type Caller, isoTime } from '../kernel/index.ts';
import { rulesOfShare, type SharedFile, type ShareRow } from './share.ts';

/**
 * - `owner`: everything.
 * - `visitor`: what somebody sees who may open it.
 * - `locked`: what everybody sees.
 */
export type ShareView = 'owner' | 'visitor' | 'locked';

/** Users as others see them; accounts/ knows them. */
export interface People {
  /** Reduced to what the caller may see. */
  seenBy(caller: Caller, userIds: readonly number[]): Promise<ReadonlyMap<number, User>>;
}

export interface Showing {
  readonly caller: Caller;
  readonly view: ShareView;
  readonly expired: boolean;
  readonly siteUrl: string;
}

/** Links as clients get them (collab.md 1.3). */
export class SharePresenter {
  readonly #ids: IdCodec;
  readonly #people: People;

  constructor({ ids, people }: { readonly ids: IdCodec; readonly people: People }) {
    this.#ids = ids;
    this.#people = people;
  }

  async share(share: ShareRow, file: SharedFile | undefined, showing: Showing): Promise<Share> {
    const owners = await this.#people.seenBy(showing.caller, [share.owner_id]);
    return this.#share(share, file, showing, owners);
  }

  /** Many at once, their owners looked up together. */
  async shares(
    listed: readonly { readonly share: ShareRow; readonly file: SharedFile | undefined; readonly expired: boolean }[],
    showing: Omit<Showing, 'expired'>,
  ): Promise<Share[]> {
    const owners = await this.#people.seenBy(showing.caller, [...new Set(listed.map(({ share }) => share.owner_id))]);
    return listed.map(({ share, file, expired }) => this.#share(share, file, { ...showing, expired }, owners));
  }

  /** The short link; with the password only for those who know it. */
  url(siteUrl: string, share: ShareRow, open: boolean): string {
    const link = `${siteUrl}/s/${this.#ids.encode(IdKind.SHARE, share.id)}`;
    return open && share.password !== null ? `${link}/${encodePathElement(share.password)}` : link;
  }

  /** Where the shared folder is, or the folder of the shared file, in the drive of its owner. */
  sourceUri(ownerId: number, { above = [], chain }: Place, file: SharedFile): string {
    if (above.length === 0) throw new ApiError(ErrorCode.INTERNAL_SETTING, 'It is not known where this is.');
    const folders = file.kind === FileKind.FOLDER ? [...above, ...chain.slice(0, 1)] : above;
    const root = FileUri.root('my', this.#ids.encode(IdKind.USER, ownerId));
    return root.join(...folders.slice(1).map((row) => row.name)).toString();
  }

  #share(
    share: ShareRow,
    file: SharedFile | undefined,
    { view, expired, siteUrl }: Showing,
    owners: ReadonlyMap<number, User>,
  ): Share {
    const open = view !== 'locked';
    return {
      id: this.#ids.encode(IdKind.SHARE, share.id),
      name: file?.name ?? '',
      visited: share.views,
      ...(open && share.downloads > 0 && { downloaded: share.downloads }),
      ...(open && share.remain_downloads !== null && { remain_downloads: share.remain_downloads }),
      ...(open && share.expires_at !== null && { expires: isoTime(share.expires_at) }),
      unlocked: open,
      ...(share.password !== null && { password_protected: true }),
      source_type: file?.kind === FileKind.FOLDER ? FileKind.FOLDER : FileKind.FILE,
      owner: owners.get(share.owner_id) ?? this.#nobody(share.owner_id),
      created_at: isoTime(share.created_at),
      expired,
      url: this.url(siteUrl, share, open),
      ...(open && share.show_readme === 1 && { show_readme: true }),
      size: open && file?.kind === FileKind.FILE ? file.size : 0,
      ...(share.price > 0 && { price: share.price }),
      ...(open && share.password !== null && { password: share.password }),
      ...(view === 'owner' && this.#forOwner(share)),
    };
  }

  #forOwner(share: ShareRow): Pick<Share, 'is_private' | 'share_view' | 'permission_setting'> {
    const setting: PermissionSetting = settingOf(rulesOfShare(share), this.#ids);
    return {
      ...(share.password !== null && { is_private: true }),
      ...(share.share_view === 1 && { share_view: true }),
      permission_setting: setting,
    };
  }

  /** An account that is gone still has a number. */
  #nobody(userId: number): User {
    return { id: this.#ids.encode(IdKind.USER, userId), nickname: '', created_at: '0001-01-01T00:00:00Z' };
  }
}
