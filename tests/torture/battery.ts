import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Random } from '../lib/random.ts';

/** One way to break the drive. */
export interface Battery {
  readonly name: string;
  /** What passes it, in a line. */
  readonly title: string;
  run(bench: Bench): Promise<void>;
}

export interface BenchOptions {
  readonly short: boolean;
  readonly seed: number;
  /** A folder of the battery's own. */
  readonly folder: string;
}

/** Where a battery runs: its size, its chance, its folders, and what it found. */
export class Bench {
  readonly short: boolean;
  readonly random: Random;
  readonly folder: string;
  passed = 0;
  failed = 0;

  constructor({ short, seed, folder }: BenchOptions) {
    this.short = short;
    this.random = new Random(seed);
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** How often something is done: in the short form, and in the long one. */
  size(short: number, long: number): number {
    return this.short ? short : long;
  }

  /** An empty folder; everything in it goes away when the battery passed. */
  emptyFolder(name: string): string {
    const path = join(this.folder, name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    return path;
  }

  /**
   * Does one thing that must succeed; what it throws is the failure.
   * @param work may return a few words on what was seen
   * @returns whether it passed
   */
  async check(what: string, work: () => Promise<string | undefined> | string | undefined): Promise<boolean> {
    const from = performance.now();
    try {
      const said = await work();
      this.passed += 1;
      console.log(`  ok      ${what}${said ? `: ${said}` : ''} (${seconds(from)})`);
      return true;
    } catch (error) {
      this.failed += 1;
      console.log(`  FAILED  ${what} (${seconds(from)})\n${indented(error)}`);
      return false;
    }
  }
}

/** @throws with these words unless it holds */
export function must(holds: unknown, otherwise: string | (() => string)): asserts holds {
  if (!holds) throw new Error(typeof otherwise === 'string' ? otherwise : otherwise());
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}

function indented(error: unknown): string {
  return inspect(error).replace(/^/gm, '          ');
}
