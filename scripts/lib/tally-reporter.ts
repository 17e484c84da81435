import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';
import { type Tally, tallyFileVariable } from './tally.mjs';

/**
 * Leaves the counts of a Vitest run in the file that `npm test` names, which prints them as its last line.
 * A file that could not be loaded and an error outside of every test count as one failure each, so that a run
 * that fails never reports "0 failed". A test that passed only when it was tried again is named: it counts as passed,
 * and somebody has to look at it.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[tallyFileVariable];
    if (!file) return;
    const tally: Required<Tally> = { passed: 0, failed: unhandled.length, skipped: 0, flaky: [] };
    for (const module of modules) {
      const before = tally.failed;
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed' || state === 'failed') tally[state]++;
        else tally.skipped++;
        if (test.diagnostic()?.flaky) {
          const reason = errors?.[0]?.message?.split('\n')[0] ?? 'no reason given';
          tally.flaky.push(`${module.relativeModuleId}: ${test.fullName} (${reason})`);
        }
      }
      if (tally.failed === before && module.state() === 'failed') tally.failed++;
    }
    writeFileSync(file, JSON.stringify(tally));
  }
}
