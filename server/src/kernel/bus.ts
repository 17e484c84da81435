import type { Log } from './log.ts';

/**
 * How a lower folder tells a higher one that something happened, without knowing it. Every folder
 * declares its events by extending this interface:
 *
 *     declare module '../kernel/index.ts' { interface Events { 'file.changed': FileChange } }
 *
 * Events leave after the commit that made them true, never before.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declaration merging
export interface Events {}

type Listener<Payload> = (payload: Payload) => void | Promise<void>;

export class EventBus {
  readonly #listeners = new Map<string, Set<Listener<never>>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @returns a function that takes the listener off again. */
  on<Name extends keyof Events & string>(name: Name, listener: Listener<Events[Name]>): () => void {
    let set = this.#listeners.get(name);
    if (!set) {
      set = new Set();
      this.#listeners.set(name, set);
    }
    set.add(listener as Listener<never>);
    return () => set.delete(listener as Listener<never>);
  }

  /** Calls every listener. One that throws or rejects is logged and does not disturb the others or the caller. */
  emit<Name extends keyof Events & string>(name: Name, payload: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        const result = (listener as Listener<Events[Name]>)(payload);
        if (result instanceof Promise) result.catch((error) => this.#failed(name, error));
      } catch (error) {
        this.#failed(name, error);
      }
    }
  }

  #failed(event: string, error: unknown): void {
    this.#log.error({ event, err: error }, 'an event listener failed');
  }
}
