import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesAreCurrent } from './packages.mjs';

describe('packagesAreCurrent', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'canopy-packages-'));
    mkdirSync(join(root, 'node_modules'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const lock = (packages) =>
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  const record = (packages) =>
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));

  it('says no where nothing was installed', () => {
    lock({ 'node_modules/a': a });
    expect(packagesAreCurrent(root)).toBe(false);
  });

  it("believes npm's own record, and remembers the answer", () => {
    lock({ 'node_modules/a': a });
    record({ 'node_modules/a': a });
    expect(packagesAreCurrent(root)).toBe(true);
    rmSync(join(root, 'node_modules/.package-lock.json'));
    expect(packagesAreCurrent(root)).toBe(true);
  });

  it('forgets the answer when the lock file changes', () => {
    lock({ 'node_modules/a': a });
    record({ 'node_modules/a': a });
    expect(packagesAreCurrent(root)).toBe(true);
    lock({ 'node_modules/a': { ...a, version: '1.0.1' } });
    expect(packagesAreCurrent(root)).toBe(false);
  });

  it('does not miss the parts for other machines', () => {
    lock({ 'node_modules/a': a, 'node_modules/a-darwin': { version: '1.0.0', optional: true } });
    record({ 'node_modules/a': a });
    expect(packagesAreCurrent(root)).toBe(true);
  });

  it.each([
    ['a missing package', {}],
    ['another version', { 'node_modules/a': { ...a, version: '0.9.0' } }],
    ['other bytes', { 'node_modules/a': { ...a, integrity: 'sha512-b' } }],
    ['a package that the lock file does not know', { 'node_modules/a': a, 'node_modules/b': a }],
  ])('says no to %s', (_, installed) => {
    lock({ 'node_modules/a': a });
    record(installed);
    expect(packagesAreCurrent(root)).toBe(false);
  });
});
