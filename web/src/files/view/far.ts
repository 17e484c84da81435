/** Reaching what is not loaded yet by keyboard: the end of a long list, and a name that is typed. Loaded when needed. */
import type { FileResponse } from '@canopy/contract';
import { selectOnly, selectRange, shownOf } from '../selection.ts';
import { TypeAhead } from '../type-ahead.ts';
import type { FileViewProps } from './types.ts';

type Props = Pick<FileViewProps, 'files' | 'shown' | 'selection' | 'onSelect' | 'isComplete' | 'everything'>;

/** The props of now, whenever asked. */
type Now = () => Props;

/** All files of the list; undefined when the person did something else while they were on their way. */
async function allOf(now: Now): Promise<readonly FileResponse[] | undefined> {
  const { everything, selection, isComplete, files } = now();
  if (isComplete) return files;
  const all = await everything();
  /* Whatever is selected must be among what is shown. */
  const last = all.at(-1)?.id ?? '';
  for (let wait = 0; wait < 50 && now().shown.indexOf(last) < 0; wait++) await new Promise((go) => setTimeout(go, 20));
  const { cursor } = now().selection;
  return cursor === selection.cursor ? all : undefined;
}

/** To the very last file; with `extend` everything up to it is selected. */
export async function goToEnd(now: Now, extend: boolean, add: boolean): Promise<void> {
  const all = await allOf(now);
  const last = all?.at(-1)?.id;
  if (!all || last === undefined) return;
  const { selection, onSelect } = now();
  onSelect(extend ? selectRange(selection, shownOf(all.map(({ id }) => id)), last, add) : selectOnly(last));
}

/** Finds files by the letters typed, among those shown first, then among all. */
export class Finder {
  readonly #typing = new TypeAhead();

  end(): void {
    this.#typing.end();
  }

  async type(letter: string, at: number, now: Now): Promise<void> {
    const { files, shown, selection, isComplete, onSelect } = now();
    const cursor = selection.cursor === undefined ? -1 : shown.indexOf(selection.cursor);
    const found = this.#typing.find(letter, namesOf(files), cursor, at);
    /* What is found by beginning at the top again may be further down among what is not loaded. */
    if (found !== undefined && (isComplete || found >= cursor)) return select(files, found, onSelect);
    if (isComplete) return;
    const word = this.#typing.word;
    const all = await allOf(now);
    if (!all || this.#typing.word !== word) return;
    const among = this.#typing.seek(namesOf(all), cursor);
    if (among !== undefined) select(all, among, now().onSelect);
  }
}

const namesOf = (files: readonly FileResponse[]) => files.map(({ name }) => name);

function select(files: readonly FileResponse[], index: number, onSelect: Props['onSelect']): void {
  const id = files[index]?.id;
  if (id !== undefined) onSelect(selectOnly(id));
}
