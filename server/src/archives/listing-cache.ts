import type { Clock } from '../kernel/index.ts';

const keptMs = 3_600_000;

interface Kept {
  readonly json: Uint8Array;
  /** On the monotonic clock. */
  readonly until: number;
}

/**
 * Listings of archives for an hour, and those that are being made, so that many who ask at once cost one look.
 * What was asked for least recently goes first when there are too many bytes.
 */
export class ListingCache {
  readonly #clock: Clock;
  readonly #mostBytes: number;
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Promise<Uint8Array>>();
  #bytes = 0;

  constructor(clock: Clock, mostBytes: number) {
    this.#clock = clock;
    this.#mostBytes = mostBytes;
  }

  /** What is kept under the key, else what `make` makes. Failures are not kept. */
  async get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#clock.monotonic()) {
      // The order of a map is that of insertion.
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.json;
    }
    let making = this.#making.get(key);
    if (!making) {
      making = make().finally(() => this.#making.delete(key));
      this.#making.set(key, making);
      this.#keep(key, await making);
    }
    return making;
  }

  #keep(key: string, json: Uint8Array): void {
    this.#drop(key);
    if (json.length > this.#mostBytes / 4) return;
    this.#kept.set(key, { json, until: this.#clock.monotonic() + keptMs });
    this.#bytes += json.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.json.length ?? 0;
    this.#kept.delete(key);
  }
}
