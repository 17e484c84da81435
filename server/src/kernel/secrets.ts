import { randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from './durable-file.ts';
import { randomText } from './random.ts';
import { StartupError } from './startup-error.ts';

/** What only this drive knows. Made once, at the first start, and kept in `secrets.json` with mode 0600. */
export interface Secrets {
  /** Signs tokens and links. Changing it signs everybody out and breaks every link handed out. */
  readonly secretKey: string;
  /** Salts the public ids. Changing it breaks every stored id, share and link. */
  readonly idSalt: string;
  /** Names this installation. */
  readonly instanceId: string;
}

/** Name of the file in the data folder. */
export const secretsFileName = 'secrets.json';

/**
 * Reads the secrets of the drive in `dataDir`, or makes them when there are none yet.
 * @throws StartupError when the file is there but damaged: new secrets would orphan every id in use.
 */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, secretsFileName);
  if (existsSync(path)) return parseSecrets(readFileSync(path, 'utf8'), path);
  const secrets: Secrets = { secretKey: randomText(256), idSalt: randomText(64), instanceId: randomUUID() };
  writeFileDurably(path, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  return secrets;
}

function parseSecrets(text: string, path: string): Secrets {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const { secretKey, idSalt, instanceId } = (value ?? {}) as Partial<Secrets>;
  if (typeof secretKey !== 'string' || secretKey.length < 32 || !idSalt || !instanceId) {
    throw new StartupError(
      `${path} is damaged. Restore it from a backup: without it no link and no id of this drive is valid.`,
    );
  }
  return { secretKey, idSalt, instanceId };
}

/** Compares two secrets without telling by its duration where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
}
