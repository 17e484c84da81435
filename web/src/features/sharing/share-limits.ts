/** What a visitor may do in a share: what exists there at all, and what he is allowed (file.md 4 and 6). */
import { Capability, FilePermission, type FileResponse, GroupPermission, hasFlag } from '@canopy/contract';
import { say } from '../../components/Snackbar.tsx';
import type { Actions, Deed, Limits } from '../explorer/index.ts';
import type { GuestKey } from './guest-words.ts';

export interface Visit {
  readonly signedIn: boolean;
  /** Flag set of the visitor's group; that of people without an account is not told to them. */
  readonly group: string | undefined;
}

const needs: Readonly<
  Record<Exclude<Deed, 'own' | 'add' | 'duplicate'>, { right: number; ability: number; why: GuestKey }>
> = {
  rename: { right: FilePermission.UPDATE, ability: Capability.RENAME, why: 'whyRename' },
  move: { right: FilePermission.DELETE, ability: Capability.MOVE_TO_MY, why: 'whyMove' },
  trash: { right: FilePermission.DELETE, ability: Capability.SOFT_DELETE, why: 'whyTrash' },
  copy: { right: FilePermission.READ, ability: Capability.COPY_TO_MY, why: 'whyRead' },
  download: { right: FilePermission.READ, ability: Capability.DOWNLOAD, why: 'whyRead' },
};

type Item = Pick<FileResponse, 'type' | 'permission' | 'capability' | 'owned'>;

/** Whether a right is there; an absent set is that of the owner. */
function has(item: Item, right: number, ability: number): boolean {
  const able = item.capability === undefined || hasFlag(item.capability, ability);
  return able && (typeof item.permission !== 'string' || hasFlag(item.permission, right));
}

/** The reason why a deed can't be done, as a word of the table. */
export function reasonAgainst(
  deed: Deed,
  items: readonly Item[],
  parent: Item | undefined,
  visit: Visit,
): GuestKey | undefined {
  if (deed === 'own') return items.every((item) => item.owned) ? 'whyOwnHere' : 'whyOwn';
  if (deed === 'add') return !parent || has(parent, FilePermission.CREATE, Capability.CREATE) ? undefined : 'whyAdd';
  if (deed === 'duplicate') {
    const mayRead = items.every((item) => has(item, FilePermission.READ, Capability.COPY_TO_SHARE));
    return reasonAgainst('add', [], parent, visit) ?? (mayRead ? undefined : 'whyRead');
  }
  const { right, ability, why } = needs[deed];
  if (!items.every((item) => has(item, right, ability))) return why;
  if ((deed === 'copy' || deed === 'move') && !visit.signedIn) return 'whyCopy';
  if (deed === 'download' && (items.length > 1 || items.some((item) => item.type === 1))) {
    const mayZip = hasFlag(visit.group ?? '', GroupPermission.ARCHIVE_DOWNLOAD);
    if (!mayZip) return visit.signedIn ? 'whyZip' : 'whyZipGuest';
  }
  return undefined;
}

/**
 * The limits of a folder in a share, as far as it is known. `word` says a reason in the language of the page.
 * @param before the folder that is shown until this one is known: "New" stays as it was there, instead of blinking
 */
export function limitsOf(
  parent: FileResponse | undefined,
  visit: Visit,
  word: (key: GuestKey) => string,
  before = parent,
): Limits {
  const why: Limits['why'] = (deed, files) => {
    const key = reasonAgainst(deed, files, parent, visit);
    return key && word(key);
  };
  const limit = (actions: Actions): Actions => {
    /** Does it, or says why not. */
    const unless =
      <Rest extends unknown[]>(
        deed: Deed,
        run: (...rest: Rest) => void,
        filesOf: (...rest: Rest) => readonly FileResponse[],
      ) =>
      (...rest: Rest) => {
        const text = why(deed, filesOf(...rest));
        if (text) say({ text });
        else run(...rest);
      };
    const many = (files: readonly FileResponse[]) => files;
    const none = () => [];
    const rewindItem = unless('rename', actions.rewind, (file: FileResponse) => [file]);
    const rewindFolder = unless('add', actions.rewind, none);
    return {
      ...actions,
      download: unless('download', actions.download, many),
      rename: unless('rename', actions.rename, (file) => [file]),
      moveTo: unless('move', actions.moveTo, many),
      copyTo: unless('copy', actions.copyTo, many),
      duplicate: unless('duplicate', actions.duplicate, many),
      cut: unless('move', actions.cut, many),
      trash: unless('trash', actions.trash, many),
      paste: unless('add', actions.paste, none),
      create: unless('add', actions.create, none),
      upload: unless('add', actions.upload, none),
      uploadFolder: unless('add', actions.uploadFolder, none),
      rewind: (file) => (file ? rewindItem(file) : rewindFolder()),
    };
  };
  return { why, limit, offersNew: before !== undefined && !reasonAgainst('add', [], before, visit) };
}
