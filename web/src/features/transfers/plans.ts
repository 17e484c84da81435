/**
 * What was meant to be uploaded, so that a reload does not forget it: one plan for each dropped file or folder, with
 * the browser's handle on it where there is one. `plan-memory.ts` keeps them; which bytes have arrived is remembered by
 * the client.
 */
import { crowd, type DropEntry } from './drop-entries.ts';

export interface Plan {
  readonly id: string;
  /** Id of the person. */
  readonly owner: string;
  /** URI of the target folder. */
  readonly target: string;
  /** `files`: a crowd of loose files under one plan. */
  readonly kind: 'file' | 'folder' | 'files';
  readonly name: string;
  readonly files: number;
  readonly handle: FileSystemHandle | undefined;
  /** Names that could not be kept were mended; otherwise, what had them was left out. */
  readonly isMended?: boolean;
}

export interface Part {
  readonly plan: Plan;
  readonly entries: readonly DropEntry[];
}

/** Cuts what was added into the plans that remember it. */
export function planParts(entries: readonly DropEntry[], owner: string, target: string, newId: () => string): Part[] {
  const loose: DropEntry[] = [];
  const folders = new Map<string, DropEntry[]>();
  for (const entry of entries) {
    const slash = entry.relativePath.indexOf('/');
    if (slash < 0 && entry.file) {
      loose.push(entry);
      continue;
    }
    const top = slash < 0 ? entry.relativePath : entry.relativePath.slice(0, slash);
    const group = folders.get(top);
    if (group) group.push(entry);
    else folders.set(top, [entry]);
  }
  const partOf = (
    kind: Plan['kind'],
    name: string,
    group: readonly DropEntry[],
    handle: FileSystemHandle | undefined,
  ): Part => ({
    entries: group,
    plan: {
      id: newId(),
      owner,
      target,
      kind,
      name,
      files: group.length,
      handle,
      isMended: group.some((entry) => entry.isMended),
    },
  });
  const whole = [...folders].map(([name, group]) => partOf('folder', name, group, group[0]?.root));
  const [first] = loose;
  if (!first) return whole;
  if (loose.length > crowd) return [...whole, partOf('files', first.relativePath, loose, undefined)];
  return [...loose.map((entry) => partOf('file', entry.relativePath, [entry], entry.root)), ...whole];
}

/** Whether what was chosen again is what the plan is about. */
export function fitsPlan(plan: Plan, chosen: readonly DropEntry[]): boolean {
  if (plan.kind === 'files') return chosen.length > 0;
  return chosen.some(({ relativePath }) => relativePath === plan.name || relativePath.startsWith(`${plan.name}/`));
}
