export { Batch, type Target } from './batch.ts';
export { Below, type Located } from './below.ts';
export { notCopied } from './copy.ts';
export type { Creator, Draft } from './create.ts';
export type { Order, Position } from './cursor.ts';
export { type Drive, type DriveParts, openDrive } from './drive.ts';
export type { EntityStore } from './entity-store.ts';
export type { Finding, Fsck } from './fsck.ts';
export type { DetailHook, Inspector } from './info.ts';
export {
  type Change,
  changeAt,
  changeFrom,
  type Journal,
  type JournalKind,
  type TreeChanged,
  toldUri,
} from './journal.ts';
export type { Locator } from './locate.ts';
export { type LockManager, type LockRequest, type LockTarget, lockPath } from './locks.ts';
export { checkNewMetadata, type MetadataRules } from './metadata-rules.ts';
export type { MetadataStore } from './metadata-store.ts';
export { policyOf } from './mounts.ts';
export { demandCapability, type Namespace, shareNamespace } from './namespace.ts';
export { walk } from './navigators.ts';
export { demandAllowedToVisitors, rulesOf, rulesText, settingOf } from './permission-setting.ts';
export {
  includes,
  noRights,
  type PermissionRules,
  parseRules,
  type Rights,
  type Ruled,
  readableByAll,
  rightsOn,
  rightsUnder,
  type Visitor,
  visitorOf,
} from './permissions.ts';
export type {
  Actor,
  CustomProp,
  DriveSettings,
  NameIndex,
  Owner,
  Owners,
  Pin,
  Policies,
  Preferences,
  PurgeQueue,
  Quota,
  ShareMarks,
} from './ports.ts';
export { type Metadata, type Presenter, shownMetadata } from './present.ts';
export type { Purger, RemovalHook } from './purge.ts';
export { Readable } from './restrictions.ts';
export { routes } from './routes.ts';
export type { Behind, RowSource, Sighting } from './row-source.ts';
export {
  EntityKind,
  type EntityRow,
  extensionOf,
  FileKind,
  type FileRow,
  isFolder,
  isNameTaken,
  type ListedFile,
  listedColumns,
  MetadataKey,
} from './rows.ts';
export {
  type Contents,
  demandOwnFacts,
  existing,
  existingItem,
  type Navigator,
  type Place,
  type Scope,
} from './scope.ts';
export type { NameConditions } from './search.ts';
export type { TreeStore } from './tree-store.ts';
export { isShown, type Versions } from './versions.ts';
export type { WalkStore } from './walk-store.ts';
