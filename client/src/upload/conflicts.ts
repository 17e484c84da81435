import type { Row, Task } from './row.ts';
import type { NameTaken } from './session-opener.ts';
import type { UploadConflict } from './types.ts';

/** Names that are taken, until somebody decides. */
export class Conflicts {
  readonly #waiting = new Map<string, { readonly task: Task; readonly conflict: UploadConflict }>();
  #lastId = 0;
  #shown: readonly UploadConflict[] = [];

  /** Conflicts in the order they came up; the same array until something changes. */
  get shown(): readonly UploadConflict[] {
    return this.#shown;
  }

  ask(task: Task, { existing, unfinished, bothName }: NameTaken): void {
    const { row, entry } = task;
    if (!entry.file) return;
    this.#lastId += 1;
    const id = `conflict-${this.#lastId}`;
    const { relativePath, file } = entry;
    row.asking.add(task);
    this.#waiting.set(id, {
      task,
      conflict: { id, rowId: row.id, relativePath, file, existing, unfinished, bothName },
    });
    this.#changed();
  }

  /** The task of a conflict. */
  find(id: string): Task | undefined {
    return this.#waiting.get(id)?.task;
  }

  /** Takes out what fits; answers its tasks. */
  take(fits: (task: Task) => boolean): Task[] {
    const taken: Task[] = [];
    for (const [id, { task }] of this.#waiting) {
      if (!fits(task)) continue;
      this.#waiting.delete(id);
      task.row.asking.delete(task);
      taken.push(task);
    }
    if (taken.length > 0) this.#changed();
    return taken;
  }

  forget(row: Row): void {
    this.take((task) => task.row === row);
  }

  #changed(): void {
    this.#shown = [...this.#waiting.values()].map(({ conflict }) => conflict);
  }
}
