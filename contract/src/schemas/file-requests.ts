/** Bodies of the operations on files and folders. */
import Type from 'typebox';
import { as, flag, list, map, named, nullable, object, optional, type Static, text, word } from './build.ts';
import { FileUriText } from './common.ts';
import { ExplorerView, FileResponse, PermissionSetting } from './file.ts';

const Uris = list(FileUriText, 'What to work on.', { minItems: 1 });

export const DeleteFileService = named('DeleteFileService', 'What to delete, and how.', {
  uris: Uris,
  unlink: optional(flag('Keep the stored objects; needs a group flag.')),
  skip_soft_delete: optional(flag('Delete for good instead of moving to the trash.')),
});
export type DeleteFileService = Static<typeof DeleteFileService>;

export const CreateFileService = named('CreateFileService', 'What to create.', {
  uri: FileUriText,
  type: word(['file', 'folder'], 'Kind of object.'),
  metadata: optional(map(text('Value.'), 'Metadata of the new object.')),
  err_on_conflict: optional(flag('Fail when something is there, instead of answering what is there.')),
});
export type CreateFileService = Static<typeof CreateFileService>;

export const RenameFileService = named('RenameFileService', 'What to rename.', {
  uri: FileUriText,
  new_name: text('The plain name, not encoded.', {
    minLength: 1,
    maxLength: 255,
    'x-judged-by': 'checkName',
  }),
});
export type RenameFileService = Static<typeof RenameFileService>;

export const MoveFileService = named('MoveFileService', 'What to move or copy, and where.', {
  uris: Uris,
  dst: FileUriText,
  copy: optional(flag('Copy instead of moving.')),
});
export type MoveFileService = Static<typeof MoveFileService>;

export const DuplicateFilesService = named('DuplicateFilesService', 'What to copy to where it stands.', { uris: Uris });
export type DuplicateFilesService = Static<typeof DuplicateFilesService>;

export const Duplicate = named('Duplicate', 'A copy beside its original.', {
  uri: as(FileUriText, 'The original, as it was sent, without a slash at its end.'),
  file: as(FileResponse, 'The copy, under a name that was free.'),
});
export type Duplicate = Static<typeof Duplicate>;

export const RestoreFileService = named('RestoreFileService', 'What to put back.', { uris: Uris });
export type RestoreFileService = Static<typeof RestoreFileService>;

export const UnlockFileService = object({
  tokens: list(text('Token.'), 'Lock tokens.', { maxItems: 16384 }),
});
export type UnlockFileService = Static<typeof UnlockFileService>;

export const MetadataPatch = named('MetadataPatch', 'One change of metadata.', {
  key: text('namespace:name', { minLength: 1 }),
  value: optional(text('New value, at most 65535 bytes; default empty.')),
  remove: optional(flag('Remove the key.')),
  private: optional(
    Type.Literal(false, { description: 'Must not be true; private metadata is written by the server only.' }),
  ),
});
export type MetadataPatch = Static<typeof MetadataPatch>;

export const PatchMetadataService = named('PatchMetadataService', 'Changes of metadata, the same for every file.', {
  uris: list(FileUriText, 'What to change; may be empty.'),
  patches: list(MetadataPatch, 'Changes in order.'),
});
export type PatchMetadataService = Static<typeof PatchMetadataService>;

export const MountPolicyService = object({
  uri: FileUriText,
  policy_id: text('Hashed id of a policy that the owner may use; empty = the folder inherits again.'),
});
export type MountPolicyService = Static<typeof MountPolicyService>;

export const PatchViewService = object({
  uri: FileUriText,
  view: optional(nullable(ExplorerView, 'New view; null or absent = remove it.')),
});
export type PatchViewService = Static<typeof PatchViewService>;

export const SetPermissionService = named('SetPermissionService', 'The permission setting of files.', {
  uris: Uris,
  setting: PermissionSetting,
});
export type SetPermissionService = Static<typeof SetPermissionService>;

export const DeletePermissionService = object({ uris: Uris });
export type DeletePermissionService = Static<typeof DeletePermissionService>;
