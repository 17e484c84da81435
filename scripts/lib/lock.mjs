import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A lock that nobody has touched for so long was left by a process that died on another machine. */
const abandonedAfterMs = 60_000;
const heartbeatMs = 5_000;
const pollMs = 150;

/**
 * Runs `work` while no other process on this folder does: two `npm start` in one clone must not install or build
 * over each other. The lock is a file that names its holder; it is broken when the holder is dead.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  const holder = JSON.stringify({ pid: process.pid, host: hostname(), since: Date.now() });
  for (let waited = false; !tryTake(file, holder); ) {
    if (isAbandoned(file)) breakLock(file);
    else {
      if (!waited) onWait?.();
      waited = true;
      await wait(pollMs);
    }
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function tryTake(file, holder) {
  try {
    writeFileSync(file, holder, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function isAbandoned(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > abandonedAfterMs) return true;
    const text = readFileSync(file, 'utf8');
    if (text === '') return false; /* being written this moment */
    const { pid, host } = JSON.parse(text);
    return host === hostname() && !isAlive(pid);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Renamed before it is removed, so that of two processes that break the same lock only one succeeds. */
function breakLock(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}
