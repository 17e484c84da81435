import { setTimeout as pause } from 'node:timers/promises';
import { Api } from '../lib/api.ts';

/** Somebody else who asks for something small all the time, and how long he waited at most. */
export class Watch {
  #ended = false;
  #longest = 0;
  readonly #looking: Promise<void>;

  constructor(base: string) {
    this.#looking = this.#look(new Api(base));
  }

  async #look(api: Api): Promise<void> {
    while (!this.#ended) {
      this.#longest = Math.max(this.#longest, (await api.call('GET', '/site/ping')).ms);
      await pause(10);
    }
    api.close();
  }

  async end(): Promise<number> {
    this.#ended = true;
    await this.#looking;
    return this.#longest;
  }
}
