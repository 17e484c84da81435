/** What of an upload can't be kept as it is: found before anything is sent. */
import { numberedName } from '@canopy/contract';
import { createTurn } from '../../device/breathe.ts';
import { fileNameProblem, mendedName, type NameProblem, nameProblem } from '../../files/name-rules.ts';
import type { StorageRule } from '../../files/storage-rules.ts';
import type { DropEntry } from './drop-entries.ts';

/** A file that can't be kept, or a folder whose name can't. */
export interface Misfit {
  /** Below the target, as on the device. */
  readonly path: string;
  readonly name: string;
  /** Why; `tooLarge` is about the size of a file. */
  readonly problem: NameProblem | 'tooLarge';
  readonly bytes: number;
  /** Files that go with it: one, or those in the folder. */
  readonly files: number;
  /** A name under which it can be kept; undefined when there is none. */
  readonly mended: string | undefined;
}

export interface Examined {
  readonly misfits: readonly Misfit[];
  /** What can be sent as it is. */
  readonly fitting: readonly DropEntry[];
  /** What can be sent when names are mended. */
  readonly mended: readonly DropEntry[];
}

type Found = { -readonly [Key in keyof Misfit]: Misfit[Key] };

/** The parts of a path with the paths that lead to them. */
function stepsOf(relativePath: string): { name: string; path: string }[] {
  const names = relativePath.split('/');
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join('/') }));
}

/**
 * Looks at every name, a few milliseconds at a time.
 * @param rule of the target's storage, as far as it is known; only files have to do with it
 */
export async function examine(entries: readonly DropEntry[], rule: StorageRule | undefined): Promise<Examined> {
  const turn = createTurn();
  const found = new Map<string, Found>();
  const fine = new Set<string>();
  const fitting: DropEntry[] = [];
  const bent: DropEntry[] = [];
  for (const entry of entries) {
    const { relativePath, file } = entry;
    let fits = true;
    for (const { name, path } of stepsOf(relativePath)) {
      const isFile = path === relativePath && file !== undefined;
      if (!isFile && fine.has(path)) continue;
      const known = found.get(path);
      const problem = known ? known.problem : problemOf(name, isFile ? file : undefined, rule);
      if (!problem) fine.add(path);
      else {
        fits = false;
        const misfit = known ?? { path, name, problem, bytes: isFile ? file.size : 0, files: 0, mended: undefined };
        if (file) misfit.files += 1;
        found.set(path, misfit);
      }
    }
    (fits ? fitting : bent).push(entry);
    if (turn.isOver()) await turn.take();
  }
  if (found.size === 0) return { misfits: [], fitting: entries, mended: entries };
  mend(found, entries, rule);
  const mended = bent.flatMap((entry): DropEntry[] => {
    const names = stepsOf(entry.relativePath).map(({ name, path }) =>
      found.has(path) ? found.get(path)?.mended : name,
    );
    return names.includes(undefined) ? [] : [{ ...entry, relativePath: names.join('/'), isMended: true }];
  });
  return { misfits: [...found.values()], fitting, mended: [...fitting, ...mended] };
}

function problemOf(name: string, file: File | undefined, rule: StorageRule | undefined): Misfit['problem'] | undefined {
  if (!file) return nameProblem(name);
  const problem = fileNameProblem(name, rule);
  if (problem) return problem;
  /* A browser asks the disk for the size: not without need. */
  return rule && Number.isFinite(rule.maxBytes) && file.size > rule.maxBytes ? 'tooLarge' : undefined;
}

/** Gives each a name that can be kept, and that nothing beside it has. */
function mend(found: ReadonlyMap<string, Found>, entries: readonly DropEntry[], rule: StorageRule | undefined): void {
  const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const beside = new Map([...found.keys()].map((path) => [folderOf(path), new Set<string>()]));
  const files = new Set<string>();
  for (const { relativePath, file } of entries) {
    if (file) files.add(relativePath);
    for (const { name, path } of stepsOf(relativePath)) beside.get(folderOf(path))?.add(name);
  }
  for (const [path, misfit] of found) {
    if (misfit.problem === 'tooLarge') continue;
    const isFile = files.has(path);
    const names = beside.get(folderOf(path));
    const wanted = mendedName(misfit.name, !isFile);
    let name = wanted;
    for (let number = 2; names?.has(name); number++) name = numberedName(wanted, number, !isFile);
    if (isFile ? fileNameProblem(name, rule) : nameProblem(name)) continue;
    names?.add(name);
    misfit.mended = name;
  }
}

/** What of a plan that goes on was sent the first time: its names were mended, or what did not fit was left out. */
export async function resumedEntries(
  entries: readonly DropEntry[],
  { isMended }: { readonly isMended?: boolean | undefined },
  rule: StorageRule | undefined,
): Promise<readonly DropEntry[]> {
  const examined = await examine(entries, rule);
  return isMended ? examined.mended : examined.fitting;
}
