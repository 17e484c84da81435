/** Numbers of the events that people find in the activity log (file.md 12). */
export const Category = {
  CREATED: 7,
  RENAMED: 8,
  PERMISSION: 9,
  CONTENT: 10,
  READ: 11,
  COPY: 12,
  COPIED_AWAY: 13,
  MOVED: 14,
  DELETED: 15,
  TRASHED: 16,
  SHARED: 17,
  SHARE_VIEWED: 18,
  VERSION_SET: 19,
  VERSION_DELETED: 20,
  METADATA: 23,
  SHARE_EDITED: 24,
  SHARE_DELETED: 25,
  MOUNTED: 26,
  LINKED: 43,
  VIEW: 56,
  UNLINKED: 57,
} as const;

/** What the changes of the journal are called in the activity log. */
const ofKinds: Readonly<Record<string, number>> = {
  create: Category.CREATED,
  rename: Category.RENAMED,
  permission: Category.PERMISSION,
  content: Category.CONTENT,
  copy: Category.COPY,
  move: Category.MOVED,
  // The protocol knows no coming back: it is a move, from the trash.
  restore: Category.MOVED,
  delete: Category.DELETED,
  trash: Category.TRASHED,
  share: Category.SHARED,
  version: Category.VERSION_SET,
  prune: Category.VERSION_DELETED,
  metadata: Category.METADATA,
  'share-edit': Category.SHARE_EDITED,
  unshare: Category.SHARE_DELETED,
  mount: Category.MOUNTED,
  link: Category.LINKED,
  view: Category.VIEW,
  unlink: Category.UNLINKED,
};

export function categoryOf(kind: string): number {
  return ofKinds[kind] ?? 0;
}

/** The kinds of changes that belong to some of the categories. */
export function kindsOf(categories: readonly number[]): string[] {
  return Object.entries(ofKinds)
    .filter(([, category]) => categories.includes(category))
    .map(([kind]) => kind);
}
