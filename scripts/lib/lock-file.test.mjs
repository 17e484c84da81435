import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingParts, platformOf, withMissingParts } from './lock-file.mjs';
import { inRepository } from './paths.mjs';

const tool = {
  version: '1.2.3',
  dev: true,
  license: 'MIT',
  optionalDependencies: { 'tool-linux-arm64-musl': '1.2.3' },
};

describe('the parts of a package for other machines', () => {
  it('are found beside the package, inside it and above it', () => {
    const part = { version: '1.2.3' };
    expect(missingParts({ packages: { 'node_modules/tool': tool } })).toHaveLength(1);
    for (const place of ['node_modules/tool/node_modules/', 'node_modules/']) {
      expect(
        missingParts({ packages: { 'node_modules/tool': tool, [`${place}tool-linux-arm64-musl`]: part } }),
      ).toEqual([]);
    }
    const nested = { 'server/node_modules/tool': tool, 'node_modules/tool-linux-arm64-musl': part };
    expect(missingParts({ packages: nested })).toEqual([]);
  });

  it('are named with version and machine where the registry had none', () => {
    const { packages } = withMissingParts({
      packages: { '': {}, 'node_modules/tool': tool, 'node_modules/zebra': {} },
    });
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/tool',
      'node_modules/tool-linux-arm64-musl',
      'node_modules/zebra',
    ]);
    expect(packages['node_modules/tool-linux-arm64-musl']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      libc: ['musl'],
      license: 'MIT',
      optional: true,
      os: ['linux'],
    });
  });

  it('are refused when the name tells no machine: npm would install them everywhere', () => {
    const odd = { ...tool, optionalDependencies: { helper: '1.2.3' } };
    expect(() => withMissingParts({ packages: { 'node_modules/tool': odd } })).toThrow(/helper@1\.2\.3/);
  });

  it.each([
    ['@a/core-darwin-arm64', { os: 'darwin', cpu: 'arm64' }],
    ['@a/core-win32-x64-msvc', { os: 'win32', cpu: 'x64' }],
    ['@a/binding-linux-arm-gnueabihf', { os: 'linux', cpu: 'arm', libc: 'glibc' }],
    ['@a/binding-linux-arm-musleabihf', { os: 'linux', cpu: 'arm', libc: 'musl' }],
    ['@a/cli-linux-x64-musl', { os: 'linux', cpu: 'x64', libc: 'musl' }],
  ])('reads %s as %o', (name, machine) => {
    expect(platformOf(name)).toEqual(machine);
  });
});

describe.each(['package-lock.json', 'runtime/package-lock.json'])('%s', (path) => {
  const lock = JSON.parse(readFileSync(inRepository(path), 'utf8'));

  it('is whole: `node scripts/complete-lock.mjs` has nothing to add', () => {
    expect(missingParts(lock).map(({ name }) => name)).toEqual([]);
  });

  it('names no place to download from: each installation asks its own registry', () => {
    const elsewhere = Object.values(lock.packages).filter((entry) => entry.resolved && !entry.link);
    expect(elsewhere).toEqual([]);
  });
});
