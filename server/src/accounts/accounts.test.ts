import { createHash, createHmac } from 'node:crypto';
import { ErrorCode, IdKind } from '@canopy/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeAccounts, type TestAccounts, testSecrets } from '../test/accounts.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { StorageQuota } from './quota.ts';
import { findUser, insertUser } from './store.ts';

const password = 'Passw0rd!x';

function forge(header: object, payload: object, key = testSecrets.secretKey): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

describeOnEveryDatabase('accounts', (current) => {
  let at: TestAccounts;
  const address = '203.0.113.7';
  const signIn = (email: string, secret = password) => at.signIn.withPassword({ email, password: secret }, address);
  const caller = async (email: string) =>
    at.authentication.authenticate(`Bearer ${(await signIn(email)).token.access_token}`);
  const code = (expected: number) => ({ code: expected });
  const setStatus = (id: number, status: string) =>
    at.database.write(async (tx) => {
      await tx.db.updateTable('users').set({ status }).where('id', '=', id).execute();
    });

  beforeAll(async () => {
    at = await composeAccounts(current());
    await at.signUp.register({ email: 'Admin@Example.com', password, language: 'en-US' });
    await at.signUp.register({ email: 'bob@example.com', password, language: '<script>' });
  });
  afterAll(() => at.close());

  it('are prepared by the first start, once', async () => {
    const again = await composeAccounts(current());
    await again.close();
    const groups = await current().read.selectFrom('groups').select(['id', 'permissions', 'policy_id']).execute();
    expect(groups).toEqual([
      { id: 1, permissions: '/RoB', policy_id: 1 },
      { id: 2, permissions: 'hAg=', policy_id: 1 },
      { id: 3, permissions: 'gg==', policy_id: null },
    ]);
    expect(await current().read.selectFrom('policies').select(['id', 'type']).execute()).toEqual([
      { id: 1, type: 'local' },
    ]);
  });

  it('make the first one administrator, in lower case, and the second one a user', async () => {
    const admin = await caller('admin@EXAMPLE.com');
    expect(admin).toMatchObject({ userId: 1, isAdmin: true, anonymous: false, scopes: undefined });
    expect(await at.profiles.self(admin)).toMatchObject({
      email: 'admin@example.com',
      nickname: 'admin',
      language: 'en-US',
      group: { name: 'Admin', permission: '/RoB', direct_link_batch_size: 1000, trash_retention: 604800 },
    });
    const bob = await caller('bob@example.com');
    expect(bob).toMatchObject({ userId: 2, isAdmin: false, group: { id: 2, maxWalkedFiles: 100000 } });
    expect(await at.profiles.self(bob)).not.toHaveProperty('language');
  });

  it('refuse an address that is taken, in any case and under a race', async () => {
    const taken = at.signUp.register({ email: 'BOB@example.com', password });
    await expect(taken).rejects.toMatchObject(code(ErrorCode.EMAIL_EXISTED));
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => at.signUp.register({ email: 'race@example.com', password })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('can be closed to newcomers', async () => {
    await at.settings.change({ register_enabled: false });
    const closed = at.signUp.register({ email: 'late@example.com', password });
    await expect(closed).rejects.toMatchObject(code(ErrorCode.FEATURE_NOT_ENABLED));
    await at.settings.change({ register_enabled: true });
  });

  it('tell which ways to sign in an address has', async () => {
    expect(await at.signIn.prepare('Bob@example.com')).toEqual({ webauthn_enabled: false, password_enabled: true });
    await expect(at.signIn.prepare('ghost@example.com')).rejects.toMatchObject(code(ErrorCode.NOT_FOUND));
  });

  it('do not tell an unknown address from a wrong password', async () => {
    await expect(signIn('bob@example.com', 'wrong-pass')).rejects.toMatchObject(code(ErrorCode.INVALID_PASSWORD));
    await expect(signIn('ghost@example.com')).rejects.toMatchObject(code(ErrorCode.INVALID_PASSWORD));
  });

  it('tell that they are blocked only to the right password, and stop at once', async () => {
    const { token } = await signIn('bob@example.com');
    await setStatus(2, 'manual_banned');
    await expect(signIn('bob@example.com', 'wrong-pass')).rejects.toMatchObject(code(ErrorCode.INVALID_PASSWORD));
    await expect(signIn('bob@example.com')).rejects.toMatchObject(code(ErrorCode.USER_BANNED));
    const request = at.authentication.authenticate(token.access_token);
    await expect(request).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
    await expect(at.signIn.refresh(token.refresh_token)).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
    await setStatus(2, 'inactive');
    await expect(signIn('bob@example.com')).rejects.toMatchObject(code(ErrorCode.USER_NOT_ACTIVATED));
    await setStatus(2, 'active');
    expect(await at.authentication.authenticate(token.access_token)).toMatchObject({ userId: 2 });
  });

  it('refresh without spending, and end with their family', async () => {
    const first = (await signIn('bob@example.com')).token;
    const other = (await signIn('bob@example.com')).token;
    const second = await at.signIn.refresh(first.refresh_token);
    await at.signIn.refresh(first.refresh_token);
    await at.signIn.signOut(second.refresh_token);
    for (const dead of [first, second]) {
      await expect(at.signIn.refresh(dead.refresh_token)).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
    }
    await at.signIn.refresh(other.refresh_token);
    expect(await at.authentication.authenticate(`Bearer ${first.access_token}`)).toMatchObject({ userId: 2 });
    await at.signIn.signOut(first.access_token);
    await expect(at.signIn.signOut('x.y.z')).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
    await expect(at.signIn.refresh(first.access_token)).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
  });

  it('take any token that is not in force for none, and refuse valid ones of the wrong kind', async () => {
    const nobody = { userId: 0, anonymous: true, group: { id: 3 } };
    const now = Math.floor(at.clock.now() / 1000);
    const claims = { token_type: 'access', sub: at.ids.encode(IdKind.USER, 1), nbf: now, exp: now + 60 };
    const hs256 = { alg: 'HS256', typ: 'JWT' };
    expect(await at.authentication.authenticate(forge(hs256, claims))).toMatchObject({ userId: 1 });
    for (const bad of [
      undefined,
      '',
      'Bearer',
      'garbage',
      'Bearer a.b.c',
      'Basic YTpi',
      `Bearer Cr ${forge(hs256, claims)}`,
      forge(hs256, claims, 'x'.repeat(256)),
      forge({ alg: 'none', typ: 'JWT' }, claims),
      forge({ alg: 'HS512', typ: 'JWT' }, claims),
      forge(hs256, { ...claims, exp: now }),
      forge(hs256, { ...claims, exp: undefined }),
      forge(hs256, { ...claims, nbf: now + 30 }),
      `${forge(hs256, claims)}x`,
      'a'.repeat(100_000),
    ]) {
      expect(await at.authentication.authenticate(bad), String(bad).slice(0, 60)).toMatchObject(nobody);
    }
    const refused = async (payload: object, expected: number) =>
      expect(at.authentication.authenticate(forge(hs256, payload))).rejects.toMatchObject(code(expected));
    await refused({ ...claims, token_type: 'refresh' }, ErrorCode.CREDENTIAL_INVALID);
    await refused({ ...claims, token_type: undefined }, ErrorCode.CREDENTIAL_INVALID);
    await refused({ ...claims, sub: 'zzzz' }, ErrorCode.NOT_FOUND);
    await refused({ ...claims, sub: at.ids.encode(IdKind.FILE, 1) }, ErrorCode.NOT_FOUND);
    await refused({ ...claims, sub: at.ids.encode(IdKind.USER, 999) }, ErrorCode.CREDENTIAL_INVALID);
  });

  it('limit a token to its scopes, also when it hides its app', async () => {
    const now = Math.floor(at.clock.now() / 1000);
    const claims = { token_type: 'access', sub: at.ids.encode(IdKind.USER, 1), nbf: now, exp: now + 60 };
    const scopesOf = async (more: object) =>
      (await at.authentication.authenticate(forge({ alg: 'HS256', typ: 'JWT' }, { ...claims, ...more }))).scopes;
    expect(await scopesOf({})).toBeUndefined();
    expect(await scopesOf({ client_id: 'app', scopes: ['Files.Read', 7] })).toEqual(['Files.Read']);
    expect(await scopesOf({ client_id: 'app' })).toEqual([]);
    expect(await scopesOf({ scopes: 'Files.Read' })).toEqual([]);
    const app = { ...(await caller('bob@example.com')), scopes: ['UserInfo.Write'] };
    const change = at.preferences.change(app, { current_password: password, new_password: 'another1' }, address);
    await expect(change).rejects.toMatchObject({ code: ErrorCode.INSUFFICIENT_SCOPE, message: /Insufficient scope/ });
  });

  it('end when their time has come', async () => {
    const { token } = await signIn('bob@example.com');
    at.clock.advance(3_600_000);
    expect(await at.authentication.authenticate(token.access_token)).toMatchObject({ anonymous: true });
    const next = await at.signIn.refresh(token.refresh_token);
    expect(Date.parse(next.refresh_expires) - at.clock.now()).toBe(14 * 86_400_000);
    at.clock.advance(14 * 86_400_000);
    await expect(at.signIn.refresh(next.refresh_token)).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
  });

  it('understand imported hashes, and improve them without ending a session', async () => {
    await at.signUp.register({ email: 'old@example.com', password });
    const { token } = await signIn('old@example.com');
    const legacy = [
      `NaCl:${createHash('sha256').update(`${password}NaCl`).digest('hex')}`,
      `NaCl:${createHash('sha1').update(`${password}NaCl`).digest('hex')}`,
      `md5:${createHash('md5').update(`NaCl${password}`).digest('hex')}:NaCl`,
    ];
    for (const hash of legacy) {
      const put = (value: string) =>
        at.database.write(async (tx) => {
          await tx.db.updateTable('users').set({ password: value }).where('email', '=', 'old@example.com').execute();
        });
      await put(hash);
      await expect(signIn('old@example.com', 'wrong-pass')).rejects.toMatchObject(code(ErrorCode.INVALID_PASSWORD));
      const { user } = await signIn('old@example.com');
      const row = await findUser(at.database.read, at.ids.decode(IdKind.USER, user.id));
      expect(row?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    }
    await at.signIn.refresh(token.refresh_token);
  });

  it('change their password, which ends every session, and nothing else does', async () => {
    const { token } = await signIn('race@example.com');
    const self = await caller('race@example.com');
    const wrong = at.preferences.change(self, { current_password: 'bad-pass-1', new_password: 'Another1x' }, address);
    await expect(wrong).rejects.toMatchObject(code(ErrorCode.INCORRECT_PASSWORD));
    await at.preferences.change(self, { new_password: 'ignored1' }, address);
    await at.preferences.change(self, { nick: 'Race', language: 'de-DE', preferred_theme: '#3f51b5' }, address);
    await at.signIn.refresh(token.refresh_token);
    await at.preferences.change(self, { current_password: password, new_password: 'Another1x' }, address);
    await expect(at.signIn.refresh(token.refresh_token)).rejects.toMatchObject(code(ErrorCode.CREDENTIAL_INVALID));
    await expect(signIn('race@example.com')).rejects.toMatchObject(code(ErrorCode.INVALID_PASSWORD));
    const { user } = await signIn('race@example.com', 'Another1x');
    expect(user).toMatchObject({ nickname: 'Race', language: 'de-DE', preferred_theme: '#3f51b5' });
  });

  it('keep preferences', async () => {
    const bob = await caller('bob@example.com');
    expect(await at.preferences.get(bob)).toEqual({
      version_retention_enabled: true,
      version_retention_max: 10,
      passwordless: false,
      two_fa_enabled: false,
      disable_view_sync: false,
      share_links_in_profile: '',
    });
    await at.preferences.change(
      bob,
      {
        version_retention_ext: ['txt'],
        version_retention_max: 3,
        disable_view_sync: true,
        share_links_in_profile: 'hide_share',
      },
      address,
    );
    expect(await at.preferences.get(bob)).toMatchObject({
      version_retention_ext: ['txt'],
      version_retention_max: 3,
      disable_view_sync: true,
      share_links_in_profile: 'hide_share',
    });
    await at.preferences.change(bob, { version_retention_ext: [], share_links_in_profile: '' }, address);
    expect(await at.preferences.get(bob)).not.toHaveProperty('version_retention_ext');
    for (const bad of [{ nick: 'x'.repeat(101) }, { preferred_theme: 'url(//evil)' }]) {
      await expect(at.preferences.change(bob, bad, address)).rejects.toMatchObject(code(ErrorCode.PARAM_INVALID));
    }
    const early = at.preferences.change(bob, { two_fa_enabled: true, two_fa_code: '123456' }, address);
    await expect(early).rejects.toMatchObject(code(ErrorCode.INTERNAL_SETTING));
  });

  it('name all groups but that of visitors', async () => {
    expect(await at.profiles.groups()).toEqual([
      { id: at.ids.encode(IdKind.GROUP, 1), name: expect.any(String) },
      { id: at.ids.encode(IdKind.GROUP, 2), name: expect.any(String) },
    ]);
  });

  it('show others no more than they should', async () => {
    const [admin, nobody] = [await caller('admin@example.com'), await at.authentication.anonymous()];
    const id = at.ids.encode(IdKind.USER, 2);
    const seen = await at.profiles.other(admin, id);
    expect(Object.keys(seen).sort()).toEqual(['created_at', 'email', 'group', 'id', 'nickname']);
    expect(Object.keys(seen.group ?? {})).toEqual(['id', 'name']);
    expect(await at.profiles.other(nobody, id)).not.toHaveProperty('email');
    expect(await at.profiles.search(admin, 'BOB@EX')).toHaveLength(1);
    expect(await at.profiles.search(admin, '%_')).toHaveLength(0);
    await at.settings.change({ expose_user_email: false });
    expect(await at.profiles.other(admin, id)).not.toHaveProperty('email');
    expect(await at.profiles.search(admin, 'BOB@EX')).toHaveLength(0);
    await at.settings.change({ expose_user_email: true });
    await expect(at.profiles.other(admin, 'zzzz')).rejects.toMatchObject(code(ErrorCode.PARAM_INVALID));
    const gone = at.profiles.other(admin, at.ids.encode(IdKind.USER, 999));
    await expect(gone).rejects.toMatchObject(code(ErrorCode.USER_NOT_FOUND));
    expect(await at.profiles.self(nobody)).toMatchObject({
      nickname: '',
      anonymous: true,
      created_at: '0001-01-01T00:00:00Z',
      group: { name: 'Anonymous', permission: 'gg==' },
    });
  });

  it('ask for the second factor before they give a token, until it is switched off', async () => {
    const bob = await caller('bob@example.com');
    const off = (two_fa_code: string) => at.preferences.change(bob, { two_fa_enabled: false, two_fa_code }, address);
    await expect(off('000000')).rejects.toMatchObject(code(ErrorCode.TWO_FA_CODE_WRONG));
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    await at.database.write(async (tx) => {
      await tx.db.updateTable('users').set({ two_factor_secret: secret }).where('id', '=', 2).execute();
    });
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    await expect(signIn('bob@example.com')).rejects.toMatchObject({ code: 203, data: uuid });
    at.clock.jumpTo(1_111_111_109_000);
    await expect(off('081805')).rejects.toMatchObject(code(ErrorCode.TWO_FA_CODE_WRONG));
    await off('081804');
    expect((await signIn('bob@example.com')).token.access_token).not.toBe('');
  });
});

describeOnEveryDatabase('the very first account', (current) => {
  it('is number 1 and administrator even when the sequence of numbers has moved on', async () => {
    const at = await composeAccounts(current());
    const failing = current().write(async (tx) => {
      const now = at.clock.now();
      const user = { email: 'x', nick: 'x', password: '', credentialStamp: '', status: 'active', groupId: 2 } as const;
      await insertUser(tx, { ...user, settings: {}, now });
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await at.signUp.register({ email: 'a@example.com', password })).toMatchObject({ id: 1, groupId: 1 });
    const others = await Promise.all(
      ['b', 'c', 'd'].map((name) => at.signUp.register({ email: `${name}@example.com`, password })),
    );
    expect(new Set(others.map((user) => user.id)).size).toBe(3);
    expect(others.every((user) => user.groupId === 2)).toBe(true);
    await at.close();
  });
});

describeOnEveryDatabase('the quota', (current) => {
  it('is never overrun, by any number of takers at once', async () => {
    const at = await composeAccounts(current());
    await at.signUp.register({ email: 'a@example.com', password });
    const { id } = await at.signUp.register({ email: 'b@example.com', password });
    const used = async () => (await findUser(at.database.read, id))?.storageUsed;
    const MiB = 1024 ** 2;
    const quota = new StorageQuota();
    const take = () => at.database.write((tx) => quota.reserve(tx, id, 10 * MiB));
    const results = await Promise.allSettled(Array.from({ length: 200 }, take));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(102);
    expect(await used()).toBe(1_020 * MiB);
    await expect(take()).rejects.toMatchObject({ code: ErrorCode.INSUFFICIENT_CAPACITY });
    await at.database.write((tx) => quota.reserve(tx, id, 4 * MiB));
    await at.database.write((tx) => quota.reserve(tx, id, 0));
    await expect(at.database.write((tx) => quota.reserve(tx, id, 1))).rejects.toMatchObject({ code: 40051 });
    await at.database.write((tx) => quota.release(tx, id, 1_024 * MiB));
    expect(await used()).toBe(0);
    await at.close();
  });
});
