import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../kernel/index.ts';

/** How a command was called. */
export interface Invocation {
  readonly config: Config;
  readonly arguments: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
  /** What stands behind the name in the usage. */
  readonly synopsis: string;
  readonly help: string;
  readonly flags?: ParseArgsOptionsConfig;
  /** @returns the exit code. */
  run(invocation: Invocation): Promise<number>;
}
