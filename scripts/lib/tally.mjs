import { readFileSync } from 'node:fs';

/** The environment variable that tells the Vitest reporter where to leave its counts. */
export const tallyFileVariable = 'CANOPY_TALLY_FILE';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, flaky?: string[] }} Tally flaky: tests, each with what
 *   went wrong, that passed only when they were tried again
 */

/**
 * The counts that the reporter left. A run that ended before it could leave any has failed once.
 *
 * @param {string} file
 * @param {number} exitCode of the test runner
 * @returns {Tally}
 */
export function readTally(file, exitCode) {
  let tally = { passed: 0, failed: 0, skipped: 0 };
  try {
    tally = { ...tally, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    tally.failed = 1;
  }
  if (exitCode !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

/**
 * The closing line that people and CI read.
 *
 * @param {Tally} tally
 */
export function tallyLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * One line for each test that passed only when it was tried again. CI repeats them at its very end.
 *
 * @param {Tally} tally
 */
export function flakyLines({ flaky = [] }) {
  return flaky.map((test) => `flaky: passed only on its second try: ${test}`);
}

/**
 * The exit code of a run: the runner's own, and in CI a skipped test is a failed run as well, because nobody
 * reads a green line to its end.
 *
 * @param {Tally} tally
 * @param {number} exitCode of the test runner
 * @param {boolean} ci
 */
export function exitCodeOf(tally, exitCode, ci) {
  if (exitCode !== 0) return exitCode;
  return tally.failed > 0 || (ci && tally.skipped > 0) ? 1 : 0;
}
