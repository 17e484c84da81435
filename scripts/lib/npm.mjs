import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { inBackground } from './children.mjs';
import { Complaint } from './complaint.mjs';

/**
 * The `npm-cli.js` to run: the npm that started us, or the one that came with this Node, or the first on PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node path of the running Node
 * @param {(path: string) => boolean} exists
 */
export function locateNpm(env = process.env, node = process.execPath, exists = existsSync) {
  const bin = dirname(node);
  const candidates = [
    ...(env.npm_execpath?.endsWith('npm-cli.js') ? [env.npm_execpath] : []),
    join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'npm'))
      .filter(exists)
      .map((file) => realpathSync(file))
      .filter((file) => file.endsWith('npm-cli.js')),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  const found = candidates.find(exists);
  if (!found) throw new Complaint('npm was not found. Install Node.js with npm, then run `npm start` again.');
  return found;
}

/**
 * Installs a folder exactly as its lock file says, including what is needed to build, whatever NODE_ENV is.
 * Packages' own scripts do not run: nothing here needs them, and so no package can run code at installation.
 *
 * @param {string} node the Node that npm runs under, so that `engines` are checked against the right one
 * @param {string} folder
 */
export async function npmInstall(node, folder) {
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await inBackground(node, [locateNpm(), ...args], { cwd: folder, env: npmEnvironment() });
  if (code !== 0) throw new Complaint(`npm could not install the packages of ${folder}:\n${output.trim()}`);
}

/** Ours without what the npm above us says about its own run; a person's `npm_config_*` stay. */
export function npmEnvironment(env = process.env) {
  const own = /^npm_(package|lifecycle)_|^npm_(command|config_(local_prefix|workspaces?|include_workspace_root))$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
