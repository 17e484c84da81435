import { type Line, rewoundTo } from './line.ts';

/** What follows within this time was done in the same go, in milliseconds. */
const pauseMs = 10 * 60_000;
/** Names that a burst tells. */
const mostNames = 3;

/** Changes that one person made in one go. Lines are taken newest first. */
export class Burst {
  readonly last: Line;
  readonly counts = new Map<string, number>();
  readonly names: string[] = [];
  total = 0;
  #first: Line;

  constructor(last: Line) {
    this.last = last;
    this.#first = last;
    this.#add(last);
  }

  get first(): Line {
    return this.#first;
  }

  /** @returns false when the line belongs to another burst */
  take(line: Line): boolean {
    const near = this.#first.at - line.at <= pauseMs;
    if (!near || line.actorId !== this.last.actorId || rewoundTo(line) !== rewoundTo(this.last)) return false;
    this.#first = line;
    this.#add(line);
    return true;
  }

  #add(line: Line): void {
    this.total += 1;
    this.counts.set(line.kind, (this.counts.get(line.kind) ?? 0) + 1);
    if (this.names.length < mostNames && !this.names.includes(line.name)) this.names.push(line.name);
  }
}
