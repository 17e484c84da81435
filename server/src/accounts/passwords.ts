import { argon2, createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { ApiError, ErrorCode } from '@canopy/contract';
import { equalSecrets, randomText } from '../kernel/index.ts';

/** Cost of one hash: memory in KiB, passes, lanes. OWASP's recommendation for argon2id. */
interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltLength = 16;
const tagLength = 32;

/** Hashes at once: each fills a thread of the pool that file access needs too. */
const atOnce = 2;
/** Whoever would wait behind more is sent away, so that a flood of sign-ins cannot use up the memory. */
const mostWaiting = 200;

const argon2Async = promisify(argon2);

export interface Verdict {
  readonly matches: boolean;
  /** A better hash of the same password, to be stored in place of the old one. */
  readonly upgrade?: string;
}

/**
 * Stored passwords: argon2id in the PHC form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Hashes of imported
 * databases (account.md section 12) are understood and answered with an upgrade. Every check takes the time
 * of one argon2id, whatever is stored.
 */
export class Passwords {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltLength);
    const tag = await this.#derive(password, salt, cost, tagLength);
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain(salt)}$${plain(tag)}`;
  }

  /** @param stored as in the row; undefined = there is no such account, empty = it has no password. */
  async verify(password: string, stored: string | undefined): Promise<Verdict> {
    const phc = stored === undefined ? undefined : parsePhc(stored);
    if (!phc) {
      const fresh = await this.hash(password);
      const matches = stored !== undefined && matchesLegacy(password, stored);
      return matches ? { matches, upgrade: fresh } : { matches };
    }
    const tag = await this.#derive(password, phc.salt, phc, phc.tag.length);
    const matches = equalSecrets(plain(tag), plain(phc.tag));
    const weaker = phc.memory < cost.memory || phc.passes < cost.passes || phc.tag.length < tagLength;
    return matches && weaker ? { matches, upgrade: await this.hash(password) } : { matches };
  }

  async #derive(
    password: string,
    salt: Buffer,
    { memory, passes, parallelism }: Cost,
    length: number,
  ): Promise<Buffer> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= mostWaiting) {
        throw new ApiError(
          ErrorCode.NOT_SET,
          'Too many people are signing in right now. Please try again in a moment.',
        );
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      // The same password typed on another keyboard may come in another composition.
      const message = Buffer.from(password.normalize('NFC'));
      return await argon2Async('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength: length });
    } finally {
      // The place is handed over to whoever waits longest.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** A value that changes with the credentials and with nothing else. */
export function newCredentialStamp(): string {
  return randomText(32);
}

interface Phc extends Cost {
  readonly salt: Buffer;
  readonly tag: Buffer;
}

function parsePhc(stored: string): Phc | undefined {
  const match = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    stored,
  );
  if (!match) return undefined;
  const [memory, passes, parallelism] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return { memory, passes, parallelism, salt: bytes(match[4]), tag: bytes(match[5]) };
}

function matchesLegacy(password: string, stored: string): boolean {
  const parts = stored.split(':');
  if (parts.length === 3 && parts[0] === 'md5') {
    const [, hex = '', salt = ''] = parts;
    return equalSecrets(hexDigest('md5', salt + password), hex.toLowerCase());
  }
  const [salt = '', hex = ''] = parts;
  if (parts.length !== 2 || !/^[0-9a-f]+$/i.test(hex)) return false;
  if (hex.length === 64) return equalSecrets(hexDigest('sha256', password + salt), hex.toLowerCase());
  if (hex.length === 40) return equalSecrets(hexDigest('sha1', password + salt), hex.toLowerCase());
  return false;
}

function hexDigest(algorithm: string, content: string): string {
  return createHash(algorithm).update(content).digest('hex');
}

/** Base64 without padding, as the PHC form has it. */
function plain(data: Buffer): string {
  return data.toString('base64').replace(/=+$/, '');
}

function bytes(base64: string | undefined): Buffer {
  return Buffer.from(base64 ?? '', 'base64');
}
