/** Notifications come at most this often. */
const QUIET_MS = 100;

/** Tells listeners that something changed: the first change at once, then at most ten times a second. */
export class Feed {
  readonly #listeners = new Set<() => void>();
  readonly #onTell: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = false;

  /** `onTell` runs before each notification, to take the new state. */
  constructor(onTell: () => void) {
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
    this.#timer = setTimeout(() => this.#tell(), QUIET_MS);
    this.#onTell();
    for (const listener of this.#listeners) listener();
  }
}
