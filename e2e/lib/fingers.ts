import type { CDPSession, Locator, Page } from 'playwright-core';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Real fingers on the screen of a phone, as the browser gets them from the system. */
export class Fingers {
  readonly #line: CDPSession;
  readonly #page: Page;

  private constructor(line: CDPSession, page: Page) {
    this.#line = line;
    this.#page = page;
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page), page);
  }

  async #touch(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
    await this.#line.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  down(...points: readonly Point[]): Promise<void> {
    return this.#touch('touchStart', points);
  }

  to(...points: readonly Point[]): Promise<void> {
    return this.#touch('touchMove', points);
  }

  up(): Promise<void> {
    return this.#touch('touchEnd', []);
  }

  /** The middle of something that is seen. */
  async middle(of: Locator): Promise<Point> {
    const box = await of.boundingBox();
    if (!box) throw new Error('There is nothing to touch.');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Draws one finger from a point to another, in steps as a hand does, and leaves it there. */
  async draw(from: Point, to: Point, steps = 6): Promise<void> {
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      await this.to({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      /* A frame for each step: what a browser gets within one frame it tells as one move. */
      await this.#page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** Puts a finger down, draws it and takes it off. */
  async swipe(from: Point, to: Point, steps?: number): Promise<void> {
    await this.down(from);
    await this.draw(from, to, steps);
    await this.up();
  }
}
