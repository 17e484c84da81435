/** How far back a speed looks. Short enough to follow, long enough to be read. */
const WINDOW_MS = 8000;
/** Samples closer than this are joined. */
const GRAIN_MS = 250;

/** Speed over the last seconds. Constant memory, constant time. */
export class SpeedMeter {
  /** Time and sum at the begin of each grain, oldest first. */
  #samples: { readonly at: number; readonly sum: number }[] = [];
  #sum = 0;

  add(bytes: number, now: number): void {
    const last = this.#samples.at(-1);
    if (!last || now - last.at >= GRAIN_MS) this.#samples.push({ at: now, sum: this.#sum });
    this.#sum += bytes;
    this.#forget(now);
  }

  /** Bytes in a second. */
  rate(now: number): number {
    this.#forget(now);
    const first = this.#samples[0];
    if (!first) return 0;
    const elapsed = now - first.at;
    return elapsed < GRAIN_MS ? 0 : ((this.#sum - first.sum) * 1000) / elapsed;
  }

  reset(): void {
    this.#samples = [];
  }

  #forget(now: number): void {
    while ((this.#samples[0]?.at ?? now) < now - WINDOW_MS) this.#samples.shift();
  }
}

/** Whole seconds until `bytes` have left at `rate`; undefined when nothing moves. */
export function secondsFor(bytes: number, rate: number): number | undefined {
  return rate > 0 ? Math.ceil(bytes / rate) : undefined;
}
