import { ErrorCode, IdCodec, IdKind } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { insertTestPolicy } from '../test/policies.ts';
import { NameRule } from './name-rule.ts';
import { StoragePolicies } from './policies.ts';
import { type PolicySettings, presentPolicy } from './policy.ts';

const policy = (settings: PolicySettings, maxSize = 0) => ({ id: 1, name: 'p', type: 'local', maxSize, settings });
const refused = expect.objectContaining({ code: ErrorCode.ILLEGAL_OBJECT_NAME });

describe('NameRule', () => {
  it.each<[PolicySettings, string, boolean]>([
    [{}, 'anything', true],
    [{ file_type: ['jpg', '.PNG'] }, 'a.JPG', true],
    [{ file_type: ['jpg', '.PNG'] }, 'a.png', true],
    [{ file_type: ['jpg'] }, 'a.txt', false],
    [{ file_type: ['jpg'] }, 'noextension', false],
    [{ file_type: ['exe'], is_file_type_deny_list: true }, 'a.exe', false],
    [{ file_type: ['exe'], is_file_type_deny_list: true }, 'noextension', true],
    [{ file_regexp: '^IMG_' }, 'IMG_1', true],
    [{ file_regexp: '^IMG_' }, 'x', false],
    [{ file_regexp: '(?i)secret', is_name_regexp_deny_list: true }, 'my SECRET.txt', false],
    [{ file_regexp: '(?i)secret', is_name_regexp_deny_list: true }, 'plain.txt', true],
  ])('%o: %s %s', (settings, name, allowed) => {
    const check = () => new NameRule(policy(settings)).check(name);
    if (allowed) expect(check).not.toThrow();
    else expect(check).toThrow(refused);
  });

  it('needs no longer for an evil pattern', () => {
    const rule = new NameRule(policy({ file_regexp: '^(a+)+$', is_name_regexp_deny_list: true }));
    const started = performance.now();
    rule.check(`${'a'.repeat(254)}!`);
    expect(performance.now() - started).toBeLessThan(50);
  });

  it.each(['(', '(?=x)', 'a'.repeat(1025)])('refuses the pattern %.20s', (file_regexp) => {
    expect(() => new NameRule(policy({ file_regexp }))).toThrow(
      expect.objectContaining({ code: ErrorCode.PARAM_INVALID }),
    );
  });
});

describe('presentPolicy', () => {
  it('tells clients what they need and no more', () => {
    expect(presentPolicy(policy({ chunk_size: 5 }), 'abc')).toEqual({
      id: 'abc',
      name: 'p',
      type: 'local',
      max_size: 0,
    });
    const settings = { file_type: ['.JPG'], is_file_type_deny_list: true, file_regexp: 'x', chunk_concurrency: 3 };
    expect(presentPolicy(policy(settings, 10), 'abc')).toMatchObject({
      denied_suffix: ['jpg'],
      allowed_name_regexp: 'x',
      max_size: 10,
      chunk_concurrency: 3,
    });
  });
});

describeOnEveryDatabase('StoragePolicies', (current) => {
  it('finds policies, and notices after a moment that they changed', async () => {
    const clock = new ManualClock();
    const ids = new IdCodec('salt');
    const id = await insertTestPolicy(current());
    const policies = new StoragePolicies({ database: current(), clock, ids });
    expect(await policies.present(id)).toMatchObject({ id: ids.encode(IdKind.POLICY, id), type: 'local' });
    expect(await policies.present(999)).toBeUndefined();
    await expect(policies.get(999)).rejects.toMatchObject({ code: ErrorCode.POLICY_NOT_EXIST });
    await policies.checkFileName(id, 'anything.exe');
    await policies.checkFileSize(id, 1e15);
    await current().write(async (tx) => {
      await tx.db.updateTable('policies').set({ max_size: 10 }).where('id', '=', id).execute();
    });
    await policies.checkFileSize(id, 11);
    clock.advance(2_001);
    await expect(policies.checkFileSize(id, 11)).rejects.toMatchObject({ code: ErrorCode.FILE_TOO_LARGE });
  });
});
