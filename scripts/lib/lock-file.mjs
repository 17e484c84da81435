/**
 * Packages with machine code are split by platform, and a registry may not carry every part: then npm leaves the
 * part out of the lock file, and `npm ci` refuses that lock file everywhere. These functions name such gaps and
 * fill them from what the parent says of the part: its exact version, and the platform that its name spells.
 */

/**
 * @typedef {{ version?: string, integrity?: string, resolved?: string, link?: boolean, license?: string, dev?: boolean,
 *   optional?: boolean, os?: string[], cpu?: string[], libc?: string[], dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} LockFile
 */

/**
 * Every optional dependency that the lock file does not resolve.
 *
 * @param {LockFile} lock
 * @returns {{ name: string, version: string, parent: LockEntry }[]}
 */
export function missingParts({ packages }) {
  return Object.entries(packages).flatMap(([path, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, path, name))
      .map(([name, version]) => ({ name, version, parent })),
  );
}

/**
 * The lock file with every missing part named, in npm's order.
 *
 * @param {LockFile} lock
 * @returns {LockFile}
 */
export function withMissingParts(lock) {
  const packages = { ...lock.packages };
  for (const { name, version, parent } of missingParts(lock))
    packages[`node_modules/${name}`] = part(name, version, parent);
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** @returns {LockEntry} */
function part(name, version, parent) {
  const { os, cpu, libc } = platformOf(name);
  if (!os || !cpu || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`Cannot tell from its name for which machine ${name}@${version} is: add it to the lock by hand.`);
  }
  return {
    version,
    cpu: [cpu],
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [os],
  };
}

/**
 * What the usual names of such parts spell: `linux-arm64-musl`, `win32-x64-msvc`, `linux-arm-gnueabihf`.
 *
 * @param {string} name
 * @returns {{ os?: string, cpu?: string, libc?: string }}
 */
export function platformOf(name) {
  const words = name.split('/').at(-1)?.split('-') ?? [];
  const os = words.find((word) => /^(android|darwin|linux|win32|freebsd|openharmony)$/.test(word));
  const cpu = words.find((word) => /^(x64|ia32|arm|arm64|ppc64|riscv64|s390x|loong64)$/.test(word));
  if (os !== 'linux') return { os, cpu };
  return { os, cpu, libc: words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc' };
}

/** As Node looks a package up: in the node_modules of the folder itself, then of each folder above it. */
function resolves(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (`${folder}${folder ? '/' : ''}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}
