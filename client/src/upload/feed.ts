/** Notifications come at most this often; less often when there is much to tell. */
const QUIET_MS = 100;
const LONGEST_QUIET_MS = 500;
const ROWS_PER_MS = 100;

/** Tells listeners that something changed: the first change at once, then at most ten times a second. */
export class Feed {
  readonly #listeners = new Set<() => void>();
  readonly #onTell: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = false;

  /** `onTell` runs before each notification, takes the new state, and answers how many rows it has. */
  constructor(onTell: () => number) {
    this.#onTell = onTell;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    this.#dirty = true;
    this.#timer ??= setTimeout(() => this.#tell(), 0);
  }

  #tell(): void {
    this.#timer = undefined;
    if (!this.#dirty) return;
    this.#dirty = false;
    const rows = this.#onTell();
    const quietMs = Math.min(LONGEST_QUIET_MS, QUIET_MS + rows / ROWS_PER_MS);
    this.#timer = setTimeout(() => this.#tell(), quietMs);
    for (const listener of this.#listeners) listener();
  }
}
