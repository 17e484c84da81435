import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/** The terminal, npm and we ourselves may all pass on one and the same key press. */
const sameSignalWithinMs = 400;
const parentCheckMs = 500;

/**
 * Runs a program in the foreground: it has our streams, gets our signals, and its end is ours.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + n where signal n ended it, as a shell says it
 */
export function inForeground(program, args, options = {}) {
  return ended(spawn(program, args, { stdio: 'inherit', ...options }));
}

/**
 * Runs a program and keeps what it says, to be shown only if it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function inBackground(program, args, options = {}) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await ended(child);
  return { code, output };
}

/**
 * @param {import('node:child_process').ChildProcess} child gets our signals until it has ended and its pipes are read
 * @returns {Promise<number>} as `inForeground` says it
 */
async function ended(child) {
  const stop = passOnSignals(child);
  try {
    const [code, signal] = await once(child, 'close');
    return code ?? 128 + constants.signals[signal];
  } finally {
    stop();
  }
}

/**
 * A terminal sends Ctrl-C to the whole group, so the child has it already; every other signal reaches us alone.
 * Listening also keeps us alive until the child has shut down in its own time.
 */
function passOnSignals(child) {
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    let last = Number.NEGATIVE_INFINITY;
    const handler = () => {
      const now = performance.now();
      const repeated = now - last < sameSignalWithinMs;
      last = now;
      if (repeated || (signal === 'SIGINT' && process.stdin.isTTY)) return;
      child.kill(signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  const stopWatching = watchNpm(() => child.kill('SIGTERM'));
  return () => {
    stopWatching();
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/**
 * npm runs us in a shell, and passes SIGTERM on to that shell alone, which dies of it without a word to us. So
 * under npm the loss of our parent counts as the signal; without npm it means nothing (`nohup`, `disown`).
 */
function watchNpm(onLost) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, parentCheckMs);
  timer.unref();
  return () => clearInterval(timer);
}
