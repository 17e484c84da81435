import { pino } from 'pino';

/** Structured log: one JSON object a line, on stdout unless another stream is given. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
  child(facts: object): Log;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What must never be written, wherever it stands in the facts. */
const secrets = ['authorization', 'password', 'token', 'access_token', 'refresh_token', 'secret'];

export function createLog(level: LogLevel, destination?: NodeJS.WritableStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '…' },
  };
  return destination ? pino(options, destination) : pino(options);
}

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};
