import { createHmac } from 'node:crypto';
import { equalSecrets } from '../kernel/index.ts';

/** Seconds that one code is shown. */
const step = 30;
const digits = 6;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Whether `code` is the one that an authenticator shows for `secret`, now or one step earlier or later
 * (RFC 6238 with SHA-1).
 * @param secret base32 (RFC 4648) without padding
 * @param now milliseconds since 1970
 */
export function isTotpCode(secret: string, code: string, now: number): boolean {
  const key = decodeBase32(secret);
  if (!key || key.length === 0) return false;
  const counter = Math.floor(now / 1_000 / step);
  // All three are compared, whichever matches first: the duration tells nothing.
  return [-1, 0, 1].map((drift) => equalSecrets(codeAt(key, counter + drift), code)).includes(true);
}

/** RFC 4226 section 5.3. */
function codeAt(key: Buffer, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(Math.max(0, counter)));
  const digest = createHmac('sha1', key).update(message).digest();
  const offset = digest.readUInt8(digest.length - 1) & 15;
  const value = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(value % 10 ** digits).padStart(digits, '0');
}

function decodeBase32(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const letter of text.toUpperCase()) {
    const value = base32.indexOf(letter);
    if (value < 0) return undefined;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}
