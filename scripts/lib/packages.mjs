import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall } from './npm.mjs';
import { root as repository } from './paths.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';

const lockFile = 'package-lock.json';
const stampFile = join('node_modules', '.canopy-lock');

/** Whether `node_modules` holds what the lock file says. */
export function packagesAreCurrent(root = repository) {
  const stamp = hashOf(root, [lockFile]);
  if (readStamp(join(root, stampFile)) === stamp) return true;
  if (!sameAsInstalled(root)) return false;
  writeStamp(join(root, stampFile), stamp); /* a person ran `npm install`; there is nothing to do again */
  return true;
}

/**
 * @param {string} node
 * @param {string} root
 */
export async function installPackages(node, root = repository) {
  await npmInstall(node, root);
  writeStamp(join(root, stampFile), hashOf(root, [lockFile]));
}

/**
 * Compares the lock file with the record that npm keeps of what it installed. Packages for other machines are
 * optional and missing from that record.
 */
function sameAsInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const agrees = ([path, entry]) => {
    const other = installed[path];
    if (!other) return path === '' || entry.optional === true || entry.peer === true;
    return entry.version === other.version && entry.integrity === other.integrity;
  };
  return Object.entries(wanted).every(agrees) && Object.keys(installed).every((path) => path in wanted);
}
