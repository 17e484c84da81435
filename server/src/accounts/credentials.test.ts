import { argon2Sync, randomBytes } from 'node:crypto';
import { IdCodec } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { testSecrets } from '../test/accounts.ts';
import { Passwords } from './passwords.ts';
import { Tokens } from './tokens.ts';
import type { User } from './user.ts';

const user: User = {
  id: 1,
  email: 'a@example.com',
  nick: 'a',
  password: '',
  credentialStamp: 'stamp',
  status: 'active',
  groupId: 1,
  storageUsed: 0,
  avatar: undefined,
  twoFactorSecret: undefined,
  settings: {},
  createdAt: 0,
};

describe('tokens', () => {
  const settings = { get: () => 3_600 } as unknown as Settings;
  const clock = new ManualClock();
  const tokens = new Tokens({ secrets: testSecrets, settings, ids: new IdCodec('salt'), clock });

  it('are three parts that nobody can change a letter of', () => {
    const { refresh_token } = tokens.issue(user);
    expect(refresh_token.split('.')).toHaveLength(3);
    expect(tokens.read(refresh_token)).toMatchObject({ tokenType: 'refresh', scopes: undefined });
    fc.assert(
      fc.property(fc.nat(refresh_token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
        fc.pre(refresh_token[at] !== letter);
        const forged = refresh_token.slice(0, at) + letter + refresh_token.slice(at + 1);
        expect(tokens.read(forged)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('never fail on what is none', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tokens.read(text) === undefined));
    const part = fc.base64String().map((text) => Buffer.from(text).toString('base64url'));
    fc.assert(fc.property(part, part, part, (a, b, c) => tokens.read(`${a}.${b}.${c}`) === undefined));
  });

  it('are bound to address and stamp, and not to the stored hash', () => {
    const claims = tokens.read(tokens.issue(user).refresh_token);
    if (!claims) throw new Error('a fresh token is not valid');
    expect(tokens.isBoundTo(claims, { ...user, password: 'a better hash', nick: 'b' })).toBe(true);
    expect(tokens.isBoundTo(claims, { ...user, credentialStamp: 'other' })).toBe(false);
    expect(tokens.isBoundTo(claims, { ...user, email: 'b@example.com' })).toBe(false);
  });
});

describe('passwords', () => {
  const passwords = new Passwords();

  it('match themselves, in every composition, and nothing else', async () => {
    const stored = await passwords.hash('Zoe\u0308 pass');
    expect(await passwords.verify('Zo\u00eb pass', stored)).toEqual({ matches: true });
    expect(await passwords.verify('Zoe pass', stored)).toEqual({ matches: false });
    expect(await passwords.hash('Zoe pass')).not.toBe(await passwords.hash('Zoe pass'));
  });

  it('are hashed anew where the stored hash is cheap', async () => {
    const cheap = cheapHash('password');
    const { matches, upgrade } = await passwords.verify('password', cheap);
    expect(matches).toBe(true);
    expect(upgrade).toContain('m=19456,t=2,p=1');
    expect(await passwords.verify('wrong', cheap)).toEqual({ matches: false });
  });

  it('never match where there is none, or where it cannot be read', async () => {
    for (const stored of [
      undefined,
      '',
      ':',
      'md5::',
      'salt:',
      'salt:zz',
      '$argon2id$v=19$m=1,t=1,p=1$$',
      '$2b$10$x',
    ]) {
      expect(await passwords.verify('', stored), String(stored)).toEqual({ matches: false });
    }
  });
});

/** As a database may hold it that was made with a lower cost. */
function cheapHash(password: string): string {
  const nonce = randomBytes(16);
  const options = { message: password, nonce, memory: 64, passes: 1, parallelism: 1, tagLength: 32 };
  const plain = (data: Buffer) => data.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=64,t=1,p=1$${plain(nonce)}$${plain(argon2Sync('argon2id', options))}`;
}
