/** Files and folders as the caller sees them, and what listing them answers. */
import Type from 'typebox';
import {
  as,
  flag,
  list,
  map,
  named,
  nullable,
  numeral,
  object,
  optional,
  type Static,
  text,
  time,
  uuid,
  whole,
  word,
} from './build.ts';
import { DateTime, FileUriText, HashId, OrderDirection, PaginationResults } from './common.ts';
import { Entity, StoragePolicy } from './storage.ts';
import { User } from './user.ts';

export const FileType = Type.With(numeral([0, 1], '0 = file, 1 = folder.'), { title: 'FileType' });
export type FileType = Static<typeof FileType>;

export const PermissionSetting = named(
  'PermissionSetting',
  'Flag sets of FilePermission by audience; null or absent = not stated, empty set = nothing allowed.',
  {
    user_explicit: optional(map(text('Flag set.'), 'By user id.')),
    group_explicit: optional(map(text('Flag set.'), 'By group id.')),
    same_group: optional(nullable(text('For members of the group of the owner.'))),
    other: optional(nullable(text('For signed-in users of other groups.'))),
    anonymous: optional(nullable(text('For visitors.'))),
    everyone: optional(nullable(text('For everybody else.'))),
  },
);
export type PermissionSetting = Static<typeof PermissionSetting>;

export const ListViewColumn = named('ListViewColumn', 'A column of the list view.', {
  type: whole('Kind of column; any number is stored.', { minimum: 0 }),
  width: optional(nullable(whole('Pixels.'))),
  props: optional(
    nullable(
      object({
        metadata_key: optional(text('Key of a metadata column.', { maxLength: 255 })),
        custom_props_id: optional(text('Id of a custom property column.', { maxLength: 255 })),
      }),
    ),
  ),
});
export type ListViewColumn = Static<typeof ListViewColumn>;

export const ExplorerView = named('ExplorerView', 'How a folder is shown.', {
  page_size: whole('Items of a page; 50 or more when saved.', { minimum: 1 }),
  order: optional(text('What it is ordered by.', { maxLength: 255 })),
  order_direction: optional(OrderDirection),
  view: optional(word(['list', 'grid', 'gallery'], 'Form of the view.')),
  thumbnail: optional(flag('Thumbnails in the grid.')),
  gallery_width: optional(whole('Width of a picture of the gallery, pixels.', { minimum: 50, maximum: 500 })),
  columns: optional(list(ListViewColumn, 'Columns of the list.', { maxItems: 1000 })),
});
export type ExplorerView = Static<typeof ExplorerView>;

export const DirectLinkInfo = named('DirectLinkInfo', 'A direct link of a file.', {
  id: text('Hashed id.'),
  url: text('The link.', { format: 'uri' }),
  downloaded: whole('Times it was opened.'),
  created_at: DateTime,
});
export type DirectLinkInfo = Static<typeof DirectLinkInfo>;

export const Share = named('Share', 'A share link. Many members depend on who asks.', {
  id: HashId,
  name: optional(text('Name of the shared file.')),
  visited: whole('Times it was viewed.'),
  downloaded: optional(whole('Times it was downloaded.')),
  remain_downloads: optional(nullable(whole('Downloads that are left.'))),
  expires: optional(time('When it ends.')),
  unlocked: flag('Whether the caller may open it.'),
  password_protected: optional(flag('It has a password.')),
  source_type: optional(numeral([0, 1], '0 = file, 1 = folder.')),
  owner: User,
  created_at: time('When it was made.'),
  expired: flag('It cannot be opened any more.'),
  url: text('The short link.', { format: 'uri' }),
  show_readme: optional(flag('Open the README of a folder.')),
  size: optional(whole('Bytes of a shared file.')),
  price: optional(whole('Price in credits.')),
  is_private: optional(flag('It has a password; for the owner.')),
  password: optional(text('The password, once unlocked.')),
  share_view: optional(flag('Visitors get the view of the owner.')),
  permission_setting: optional(as(PermissionSetting, 'What visitors may do; for the owner.')),
  source_uri: optional(text('URI of the shared folder, or of the folder of the shared file.')),
});
export type Share = Static<typeof Share>;

export const FolderSummary = named('FolderSummary', 'What is below a folder.', {
  size: whole('Bytes of all blobs.'),
  files: whole('Files at any depth.'),
  folders: whole('Folders at any depth.'),
  completed: flag('False when counting stopped at the limit of the group.'),
  calculated_at: DateTime,
});
export type FolderSummary = Static<typeof FolderSummary>;

export const ExtendedInfo = named('ExtendedInfo', 'Details of a file or folder.', {
  storage_policy: optional(as(StoragePolicy, 'Policy for new data of this object.')),
  storage_policy_inherited: optional(flag('The policy of a folder comes from above.')),
  storage_used: whole('Bytes of all blobs.'),
  shares: optional(list(Share, 'Share links; for the owner.')),
  entities: optional(list(Entity, 'All blobs, newest first.')),
  view: optional(as(ExplorerView, 'View of the folder itself; for the owner.')),
  permissions: optional(nullable(PermissionSetting, 'Permissions of the object itself; null = inherited.')),
  direct_links: optional(list(DirectLinkInfo, 'For the owner.')),
});
export type ExtendedInfo = Static<typeof ExtendedInfo>;

export const FileResponse = named('FileResponse', 'A file or folder as the caller sees it.', {
  type: FileType,
  id: text('Hashed file id; empty only in the parent of a trash listing.'),
  name: text('Display name; in the trash the original one.'),
  permission: optional(nullable(text('Flags of FilePermission; null or absent = everything.'))),
  created_at: DateTime,
  updated_at: DateTime,
  size: whole('Bytes of the current version; 0 for folders.'),
  metadata: nullable(map(text('Value.'), 'Values by key.'), 'Public metadata; null = not loaded.'),
  path: optional(as(FileUriText, 'URI as the caller addresses it.')),
  shared: optional(flag('Has a share link; for the owner.')),
  capability: optional(text('Flags of Capability.')),
  owned: optional(flag('The caller is the owner.')),
  primary_entity: optional(text('Hashed id of the current version.')),
  folder_summary: optional(FolderSummary),
  extended_info: optional(ExtendedInfo),
});
export type FileResponse = Static<typeof FileResponse>;

export const NavigatorProps = named('NavigatorProps', 'What the file system of a listing can do.', {
  capability: text('Flags of Capability.'),
  max_page_size: whole('Largest page size.'),
  order_by_options: nullable(
    list(word(['name', 'size', 'updated_at', 'created_at'], 'Field.'), 'Fields to order by.'),
    'null = the order cannot be chosen.',
  ),
  order_direction_options: nullable(list(word(['asc', 'desc'], 'Direction.'), 'Directions.')),
});
export type NavigatorProps = Static<typeof NavigatorProps>;

export const ListResponse = named('ListResponse', 'One page of a folder or of a search.', {
  files: list(FileResponse, 'Items of the page.'),
  parent: as(FileResponse, 'The folder that was listed.'),
  pagination: PaginationResults,
  props: NavigatorProps,
  context_hint: uuid('To be sent as X-Cr-Context-Hint with requests about these items.'),
  recursion_limit_reached: optional(flag('A search stopped after too many folders.')),
  mixed_type: flag('False = folders stand before files.'),
  single_file_view: optional(flag('The share is a single file.')),
  storage_policy: optional(as(StoragePolicy, 'Policy for uploads into this folder.')),
  view: optional(as(ExplorerView, 'View of the folder, with what this answer used.')),
});
export type ListResponse = Static<typeof ListResponse>;

export const ArchivedFile = named('ArchivedFile', 'An entry of an archive.', {
  name: text('Path inside the archive, separated by /. For display only: it may hold anything.'),
  size: whole('Bytes when it is unpacked.'),
  updated_at: nullable(time('When it was changed last.'), 'null = the archive does not tell.'),
  is_directory: flag('It is a folder.'),
});
export type ArchivedFile = Static<typeof ArchivedFile>;

export const ArchiveListFilesResponse = named('ArchiveListFilesResponse', 'What is in an archive.', {
  files: list(ArchivedFile, 'Entries in the order of the archive.'),
});
export type ArchiveListFilesResponse = Static<typeof ArchiveListFilesResponse>;

export const TagUse = named('TagUse', 'A tag that files of the caller have.', {
  name: text('Name of the tag, without the prefix of its metadata key.'),
  color: text('The colour that most of them have; empty = the usual one.'),
  count: whole('How many files and folders have it.', { minimum: 1 }),
});
export type TagUse = Static<typeof TagUse>;

export const StorageUsage = named('StorageUsage', 'What takes the room of the caller.', {
  kinds: list(
    object({
      kind: word(
        ['image', 'video', 'audio', 'document', 'other'],
        'Category of the searches, by the ending of the name.',
      ),
      files: whole('How many files.'),
      bytes: whole('Bytes of their current versions.'),
    }),
    'Files that are not in the trash, the most bytes first; kinds without a file are left out.',
  ),
  trash: object({
    files: whole('How many files lie in the trash, at any depth.'),
    bytes: whole('Bytes of their current versions.'),
  }),
  older_bytes: whole('Bytes of all versions that are not current, those in the trash too.'),
  completed: flag('False when counting stopped at the limit of the group.'),
});
export type StorageUsage = Static<typeof StorageUsage>;

export const LockApplication = named('LockApplication', 'What holds a lock.', {
  type: text('create, rename, moveCopy, upload, delete, dav, viewer and so on.'),
  inner_xml: optional(text('Owner element of a WebDAV lock.')),
  viewer_id: optional(text('Viewer that holds it.')),
});
export type LockApplication = Static<typeof LockApplication>;

export const LockOwner = named('LockOwner', 'Who holds a lock.', {
  owner: optional(text('Hashed user id.')),
  application: LockApplication,
});
export type LockOwner = Static<typeof LockOwner>;

export const ConflictDetail = named('ConflictDetail', 'A lock in the way; data of a 40073 answer is a list of these.', {
  path: optional(text('URI of what is locked, if the caller may see it.')),
  token: optional(text('Token to break the lock; for the owner.')),
  owner: optional(LockOwner),
  type: FileType,
});
export type ConflictDetail = Static<typeof ConflictDetail>;

export const FileEvent = named('FileEvent', 'What changed below a watched folder: the data of an event frame.', {
  type: word(['create', 'modify', 'rename', 'delete'], 'Kind of change.'),
  file_id: HashId,
  from: text('Plain path below the watched folder, beginning with /, not percent-encoded.'),
  to: text('The new path of a rename; else empty.'),
});
export type FileEvent = Static<typeof FileEvent>;
