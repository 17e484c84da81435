import { randomBytes, randomInt } from 'node:crypto';

const lettersAndDigits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Letters and digits from the system's generator, each equally likely. */
export function randomText(length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += lettersAndDigits[randomInt(lettersAndDigits.length)];
  return text;
}

/** Hexadecimal digits of `bytes` random bytes. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
