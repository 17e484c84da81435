/** Reaching what is not loaded yet by keyboard: the end of a long list, and a name that is typed. Loaded when needed. */
import type { FileResponse } from '@canopy/contract';
import { type Selection, selectOnly, selectRange, shownOf } from '../selection.ts';
import { TypeAhead } from '../type-ahead.ts';
import type { FileViewProps } from './types.ts';

type Props = Pick<FileViewProps, 'files' | 'shown' | 'selection' | 'onSelect' | 'isComplete' | 'everything'>;

/** The props of now, whenever asked. */
type Now = () => Props;

/**
 * All files of the list; undefined when the person did something else while they were on their way.
 * @param cursor where the keyboard stands
 */
async function allOf(now: Now, cursor: () => string | undefined): Promise<readonly FileResponse[] | undefined> {
  const { everything, isComplete, files } = now();
  if (isComplete) return files;
  const before = cursor();
  const all = await everything();
  /* Whatever is selected must be among what is shown. */
  const last = all.at(-1)?.id ?? '';
  for (let wait = 0; wait < 50 && now().shown.indexOf(last) < 0; wait++) await new Promise((go) => setTimeout(go, 20));
  return cursor() === before ? all : undefined;
}

/** To the very last file; with `extend` everything up to it is selected. */
export async function goToEnd(now: Now, extend: boolean, add: boolean): Promise<void> {
  const all = await allOf(now, () => now().selection.cursor);
  const last = all?.at(-1)?.id;
  if (!all || last === undefined) return;
  const { selection, onSelect } = now();
  onSelect(extend ? selectRange(selection, shownOf(all.map(({ id }) => id)), last, add) : selectOnly(last));
}

/** Finds files by the letters typed, among those shown first, then among all. */
export class Finder {
  readonly #typing = new TypeAhead();
  /** What it chose last, and the selection before it: the page shows that one until it is drawn again. */
  #chosen: { readonly id: string; readonly before: Selection } | undefined;

  end(): void {
    this.#typing.end();
  }

  async type(letter: string, at: number, now: Now): Promise<void> {
    const { files, shown, isComplete } = now();
    const stands = () => this.#cursor(now);
    const cursor = shown.indexOf(stands() ?? '');
    const found = this.#typing.find(letter, namesOf(files), cursor, at);
    /* What is found by beginning at the top again may be further down among what is not loaded. */
    if (found !== undefined && (isComplete || found >= cursor)) return this.#choose(files, found, now);
    if (isComplete) return;
    const word = this.#typing.word;
    const all = await allOf(now, stands);
    if (!all || this.#typing.word !== word) return;
    const among = this.#typing.seek(namesOf(all), cursor);
    if (among !== undefined) this.#choose(all, among, now);
  }

  /** Where the keyboard stands, or will when what was chosen here is drawn. */
  #cursor(now: Now): string | undefined {
    const { selection } = now();
    return selection === this.#chosen?.before ? this.#chosen.id : selection.cursor;
  }

  #choose(files: readonly FileResponse[], index: number, now: Now): void {
    const id = files[index]?.id;
    if (id === undefined) return;
    const { selection, onSelect } = now();
    this.#chosen = { id, before: selection };
    onSelect(selectOnly(id));
  }
}

const namesOf = (files: readonly FileResponse[]) => files.map(({ name }) => name);
