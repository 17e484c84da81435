/** Changes and plans of a rewind in plain words. */
import type { RewindBurst, RewindChange, RewindProblem, RewindResult } from '@canopy/contract';
import type { Words } from '../../i18n/words.ts';
import type { RewindKey } from './words.ts';

export type RewindWords = Words<RewindKey>;

/** In the order in which people care about them. */
const counted = {
  create: 'cCreate',
  copy: 'cCopy',
  content: 'cContent',
  rename: 'cRename',
  move: 'cMove',
  trash: 'cTrash',
  restore: 'cRestore',
  delete: 'cDelete',
  version: 'cVersion',
  prune: 'cPrune',
  metadata: 'cMetadata',
  view: 'cView',
  permission: 'cPermission',
  mount: 'cMount',
} as const satisfies Record<RewindChange['kind'], RewindKey>;

const single = {
  create: 'dCreate',
  copy: 'dCopy',
  content: 'dContent',
  rename: 'dRename',
  move: 'dMove',
  trash: 'dTrash',
  restore: 'dRestore',
  delete: 'dDelete',
  version: 'dVersion',
  prune: 'dPrune',
  metadata: 'dMetadata',
  view: 'dView',
  permission: 'dPermission',
  mount: 'dMount',
} as const satisfies Record<RewindChange['kind'], RewindKey>;

/** `3 added, 1 renamed`. */
export function burstText({ counts }: Pick<RewindBurst, 'counts'>, w: RewindWords): string {
  const parts = Object.entries(counted).flatMap(([kind, key]) => {
    const n = counts[kind] ?? 0;
    return n > 0 ? [w(key, { n })] : [];
  });
  return new Intl.ListFormat(w.t.language, { type: 'unit', style: 'short' }).format(parts);
}

/** `Budget.csv, Plans and 4 more`. */
export function namesText({ names, total }: Pick<RewindBurst, 'names' | 'total'>, w: RewindWords): string {
  const shown = names.filter((name) => name !== '');
  const text = new Intl.ListFormat(w.t.language, { type: 'unit' }).format(shown);
  return total > names.length && shown.length > 0 ? w('others', { names: text, n: total - names.length }) : text;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** One change as a sentence. */
export function changeText(change: RewindChange, w: RewindWords): string {
  const { kind, from, to } = change;
  const name = change.name || w('wholeFolder');
  if (kind === 'rename') return w('dRename', { name, from: from ? lastOf(from) : name });
  if (kind === 'move' && to === undefined) return w('dMoveAway', { name });
  if (kind === 'move' && to !== undefined && parentOf(to) !== '') return w('dMoveTo', { name, to: parentOf(to) });
  return w(single[kind], { name });
}

const planned = {
  restored: 'pRestored',
  trashed: 'pTrashed',
  moved: 'pMoved',
  renamed: 'pRenamed',
  contents: 'pContents',
  metadata: 'pMetadata',
  permissions: 'pPermissions',
  views: 'pViews',
  remade: 'pRemade',
} as const satisfies Partial<Record<keyof RewindResult, RewindKey>>;

/** What a rewind does, one sentence for each kind; none when it does nothing. */
export function planTexts(result: RewindResult, w: RewindWords): readonly string[] {
  return (Object.entries(planned) as [keyof typeof planned, RewindKey][]).flatMap(([member, key]) => {
    const n = result[member];
    return n > 0 ? [w(key, { n })] : [];
  });
}

const reasons = {
  deleted: 'rDeleted',
  version: 'rVersion',
  elsewhere: 'rElsewhere',
  above: 'rAbove',
  forbidden: 'rForbidden',
} as const satisfies Record<RewindProblem['reason'], RewindKey>;

export function problemText({ path, reason }: RewindProblem, w: RewindWords): string {
  return w(reasons[reason], { path });
}
