/** What the web app explains before it sends a name is what the server refuses: held equal for names and rules of all kinds. */
import { checkName, ErrorCode, FileUri, type StoragePolicy } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameRule } from '../server/src/blobs/name-rule.ts';
import { presentPolicy } from '../server/src/blobs/policy.ts';
import { fileNameProblem, mendedName, nameProblem } from '../web/src/files/name-rules.ts';
import { ruleOf } from '../web/src/files/storage-rules.ts';

/** Names as they come from keyboards and disks: signs that are refused, halves of characters, dots, long ones. */
const anyName = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab.: \\/*?"<>|\t\u0000\u001f名é👩\ud800\udc00'), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', '名', '👩'), minLength: 60, maxLength: 300 }),
  fc.constantFrom('.', '..', '...', 'CON', 'a ', ' a', 'a.', '.profile', 'IMG_1.JPG', 'x.tar.gz'),
);

/** Whether `act` is refused for the name. */
function isRefused(act: () => void): boolean {
  try {
    act();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: ErrorCode.ILLEGAL_OBJECT_NAME });
    return true;
  }
}

describe('names', () => {
  it('are refused by the server when the web app says so, and only then', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(nameProblem(name) !== undefined).toBe(isRefused(() => checkName(name)));
      }),
      { numRuns: 3000 },
    );
  });

  it('can all be mended, but for the one that is empty', () => {
    fc.assert(
      fc.property(anyName, fc.boolean(), (name, isFolder) => {
        fc.pre(name !== '');
        const mended = mendedName(name, isFolder);
        expect(nameProblem(mended)).toBeUndefined();
        if (!nameProblem(name)) expect(mended).toBe(name);
      }),
      { numRuns: 3000 },
    );
  });

  it('reach the server as they were typed', () => {
    const folder = FileUri.parse('cloudreve://my/some%20folder');
    fc.assert(
      fc.property(anyName, (name) => {
        fc.pre(nameProblem(name) === undefined);
        expect(FileUri.parse(folder.join(name).toString()).name).toBe(name);
      }),
    );
  });
});

describe('what a storage takes', () => {
  const extension = fc.constantFrom('jpg', '.JPG', ' txt', 'gz', 'profile', '');
  const pattern = fc.constantFrom('^IMG_', '(?i)secret', '[.]tar[.]', '^(a+)+$', '\\pL', '(?P<x>a)b', '');
  const settings = fc.record({
    file_type: fc.array(extension, { maxLength: 3 }),
    is_file_type_deny_list: fc.boolean(),
    file_regexp: pattern,
    is_name_regexp_deny_list: fc.boolean(),
  });
  const name = fc.oneof(anyName, fc.constantFrom('a.jpg', 'a.JPG', 'a.gz', 'my SECRET.txt', 'aaab', 'ab', 'jpg'));

  it('is what the web app says, by what the server tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(settings, name, async (rules, called) => {
        fc.pre(nameProblem(called) === undefined);
        const policy = { id: 1, name: 'p', type: 'local', maxSize: 0, settings: rules };
        const told: StoragePolicy = presentPolicy(policy, 'hash');
        const saysNo = fileNameProblem(called, await ruleOf(told)) !== undefined;
        expect(saysNo).toBe(isRefused(() => new NameRule(policy).check(called)));
      }),
      { numRuns: 1000 },
    );
  });
});
