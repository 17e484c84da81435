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
  /** Whether what is looked at came into being in it. */
  began = false;
  readonly #top: number;
  #first: Line;

  /** @param top number of the folder or file that is looked at */
  constructor(last: Line, top: number) {
    this.last = last;
    this.#top = top;
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
    if (line.fileId === this.#top && isBirth(line)) this.began = true;
    if (this.names.length < mostNames && !this.names.includes(line.name)) this.names.push(line.name);
  }
}

function isBirth({ kind }: Line): boolean {
  return kind === 'create' || kind === 'copy';
}
