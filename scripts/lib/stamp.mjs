import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Never part of what is built: other people's code, results, tests and what only they use. */
const ignored = /(^|\/)(node_modules|dist|dist\.next|coverage)$|\.test\.tsx?$|^server\/src\/test$|(^|\/)\./;

/**
 * One hash over the names and bytes of files and folders, so that a change, a new file and a missing one all
 * show. Times are not looked at: a fresh clone and a restored backup have the same hash.
 *
 * @param {string} root
 * @param {readonly string[]} paths relative to the root; one that does not exist counts as absent
 */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesOf(root, path))) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** @returns {string[]} */
function filesOf(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .map((name) => `${path}/${name}`)
    .filter((child) => !ignored.test(child))
    .flatMap((child) => filesOf(root, child));
}

/** @returns {string | undefined} what `writeStamp` left */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${stamp}\n`);
}
