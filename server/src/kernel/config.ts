import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LogLevel } from './log.ts';
import { StartupError } from './startup-error.ts';

/** What the operator decides before the start. Everything that can change at run time is a setting instead. */
export interface Config {
  /** Address and port to listen on; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Absolute path of the folder that holds database, secrets and blobs. */
  readonly dataDir: string;
  /** `postgres://…`, or undefined for the embedded database in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The address people use, without a trailing slash; undefined = take it from each request. */
  readonly publicUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** Proxies whose `X-Forwarded-*` headers are believed: addresses or CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** Let a web server in front send file bodies: nginx's `X-Accel-Redirect` or the `X-Sendfile` of others. */
  readonly offload: { readonly kind: 'x-accel-redirect' | 'x-sendfile'; readonly prefix: string } | undefined;
}

/** One option: the name in the file, in the environment and on the command line, and what it must look like. */
interface Option {
  readonly key: string;
  readonly env: string;
  readonly help: string;
}

export const options: readonly Option[] = [
  { key: 'listen', env: 'CANOPY_LISTEN', help: 'address:port to listen on (127.0.0.1:5212)' },
  { key: 'data-dir', env: 'CANOPY_DATA_DIR', help: 'folder for database, secrets and files (./data)' },
  { key: 'database-url', env: 'CANOPY_DATABASE_URL', help: 'postgres://… (embedded database)' },
  { key: 'public-url', env: 'CANOPY_PUBLIC_URL', help: 'address people use, https://drive.example.org' },
  { key: 'log-level', env: 'CANOPY_LOG_LEVEL', help: 'debug, info, warn, error or silent (info)' },
  { key: 'trusted-proxies', env: 'CANOPY_TRUSTED_PROXIES', help: 'proxies to believe, comma separated (none)' },
  { key: 'offload', env: 'CANOPY_OFFLOAD', help: 'x-accel-redirect:/prefix or x-sendfile (off)' },
];

/**
 * Command line beats environment beats file. The file is JSON with the option names as keys, at
 * `CANOPY_CONFIG`, or `canopy.json` in the working folder when there is one.
 * @throws StartupError naming the option, where its value came from, and what would be right.
 */
export function loadConfig(flags: Readonly<Record<string, string | undefined>>, env: NodeJS.ProcessEnv): Config {
  const file = readConfigFile(flags.config ?? env.CANOPY_CONFIG);
  const value = (key: string): Setting => {
    const option = options.find((candidate) => candidate.key === key);
    if (flags[key] !== undefined) return { text: flags[key], source: `--${key}` };
    if (option && env[option.env]) return { text: env[option.env], source: option.env };
    if (file.values[key] !== undefined) return { text: String(file.values[key]), source: `"${key}" in ${file.path}` };
    return { text: undefined, source: key };
  };
  return {
    listen: parseListen(value('listen')),
    dataDir: resolve(value('data-dir').text ?? './data'),
    databaseUrl: parseDatabaseUrl(value('database-url')),
    publicUrl: parsePublicUrl(value('public-url')),
    logLevel: parseLogLevel(value('log-level')),
    trustedProxies: (value('trusted-proxies').text ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    offload: parseOffload(value('offload')),
  };
}

interface Setting {
  readonly text: string | undefined;
  readonly source: string;
}

function readConfigFile(path: string | undefined): { path: string; values: Record<string, unknown> } {
  const wanted = path ?? 'canopy.json';
  if (!existsSync(wanted)) {
    if (path) throw new StartupError(`The configuration file ${path} does not exist.`);
    return { path: wanted, values: {} };
  }
  let values: unknown;
  try {
    values = JSON.parse(readFileSync(wanted, 'utf8'));
  } catch (error) {
    throw new StartupError(`The configuration file ${wanted} is not valid JSON: ${(error as Error).message}`);
  }
  if (values === null || typeof values !== 'object' || Array.isArray(values)) {
    throw new StartupError(`The configuration file ${wanted} must hold one JSON object.`);
  }
  const unknown = Object.keys(values).filter((key) => !options.some((option) => option.key === key));
  if (unknown.length > 0) {
    const known = options.map((option) => option.key).join(', ');
    throw new StartupError(`Unknown option ${unknown.join(', ')} in ${wanted}. Known are: ${known}.`);
  }
  return { path: wanted, values: values as Record<string, unknown> };
}

function parseListen({ text = '127.0.0.1:5212', source }: Setting): Config['listen'] {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) {
    throw new StartupError(`${source} is "${text}", but must be address:port, such as 127.0.0.1:5212 or [::1]:5212.`);
  }
  return { host: match[1] ?? (match[2] || '0.0.0.0'), port };
}

function parseDatabaseUrl({ text, source }: Setting): string | undefined {
  if (!text) return undefined;
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw new StartupError(`${source} must begin with postgres:// (leave it out for the embedded database).`);
  }
  return text;
}

function parsePublicUrl({ text, source }: Setting): string | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new StartupError(`${source} is "${text}", but must be an http or https address.`);
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new StartupError(
      `${source} is "${text}", but must not have a path: the protocol's addresses start at the root.`,
    );
  }
  return url.origin;
}

function parseLogLevel({ text = 'info', source }: Setting): LogLevel {
  const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];
  const level = levels.find((candidate) => candidate === text);
  if (!level) throw new StartupError(`${source} is "${text}", but must be one of ${levels.join(', ')}.`);
  return level;
}

function parseOffload({ text, source }: Setting): Config['offload'] {
  if (!text) return undefined;
  const [kind, prefix = ''] = text.split(':', 2);
  if (kind === 'x-sendfile') return { kind, prefix: '' };
  if (kind === 'x-accel-redirect' && prefix.startsWith('/')) return { kind, prefix: prefix.replace(/\/+$/, '') };
  throw new StartupError(`${source} is "${text}", but must be x-accel-redirect:/internal-prefix or x-sendfile.`);
}
