/* Runs before every test file of the server (vitest.config.ts). What every test must obey is installed here. */
import { checkAnswer, operations } from '@canopy/contract';
import { afterEach } from 'vitest';
import { inspectAnswers } from '../http/index.ts';

/** Answers that were not what the contract says: they fail the test in which they were given. */
const strayed: string[] = [];

inspectAnswers((operation, envelope) => {
  const faults = checkAnswer(operations[operation], envelope);
  if (faults.length === 0) return;
  const list = faults.map(({ path, message }) => `  ${path} ${message}`).join('\n');
  strayed.push(`The answer of ${operation} is not what the contract says:\n${list}\n${JSON.stringify(envelope)}`);
});

afterEach(() => {
  if (strayed.length > 0) throw new Error(strayed.splice(0).join('\n\n'));
});
