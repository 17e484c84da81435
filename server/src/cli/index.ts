import { parseArgs } from 'node:util';
import { loadConfig, options, StartupError } from '../kernel/index.ts';
import { backup } from './backup.ts';
import { clock } from './clock.ts';
import type { Command, Invocation } from './command.ts';
import { fsck } from './fsck.ts';
import { reindex } from './reindex.ts';
import { restore } from './restore.ts';
import { scrub } from './scrub.ts';
import { serve } from './serve.ts';
import { setting } from './setting.ts';
import { user } from './user.ts';

const commands: Readonly<Record<string, Command>> = {
  serve,
  fsck,
  scrub,
  reindex,
  setting,
  user,
  backup,
  restore,
  clock,
};

/**
 * Runs `canopy <command> [arguments] [--options]`.
 * @returns the exit code: 0 = done, 1 = the command found or met a failure, 2 = it was called wrongly.
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const [name = 'serve', ...rest] = argv[0]?.startsWith('-') ? ['serve', ...argv] : argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || rest.includes('--help')) {
    process.stdout.write(`${usage()}\n`);
    return command || name === 'help' || argv[0] === '--help' ? 0 : 2;
  }
  try {
    return await command.run(parse(command, rest));
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function parse(command: Command, argv: readonly string[]): Invocation {
  const known = Object.fromEntries(options.map(({ key }) => [key, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...known, config: { type: 'string' }, ...command.flags },
      allowPositionals: true,
    });
    const flags = values as Record<string, string | boolean | undefined>;
    const text = Object.fromEntries(Object.entries(flags).filter(([, value]) => typeof value === 'string'));
    return { config: loadConfig(text as Record<string, string>, process.env), arguments: positionals, flags };
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`${(error as Error).message}\n\n${usage()}`);
  }
}

function usage(): string {
  const pad = (text: string, width: number) => text.padEnd(width);
  const list = Object.entries(commands).map(
    ([name, { synopsis, help }]) => `  ${pad(`${name} ${synopsis}`, 44)} ${help}`,
  );
  const flags = options.map(({ key, env, help }) => `  --${pad(key, 18)} ${pad(env, 24)} ${help}`);
  return [
    'canopy: a self-hosted cloud drive',
    '',
    'Usage: canopy <command> [options]',
    '',
    ...list,
    '',
    'Options, with the environment variables that do the same (and the defaults):',
    ...flags,
    `  --${pad('config', 18)} ${pad('CANOPY_CONFIG', 24)} JSON file with these options (canopy.json, if it is there)`,
  ].join('\n');
}
