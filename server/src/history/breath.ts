import { breathe } from '../kernel/index.ts';

/** So much work is done between two breaths. */
const workOfBreath = 250;

/** Lets others have a turn of the event loop every now and then, in the middle of long work. */
export class Breath {
  #work = 0;

  /** @param work that was done, in statements or rows */
  async take(work: number): Promise<void> {
    this.#work += work;
    if (this.#work < workOfBreath) return;
    this.#work = 0;
    await breathe();
  }
}
