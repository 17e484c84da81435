/**
 * npm run golden [-- --base URL] [--out FILE] [--verbose]
 *
 * Takes the recorded tour of tests/golden against a fresh server and prints where the answers differ: first what
 * must not, then what waits for later work. Fails for the first kind only.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DriveProcess } from '../tests/lib/drive-process.ts';
import { inBackground } from './lib/children.mjs';
import { type Difference, differencesOf, type Scope, stepsOf, whyLater } from './lib/golden-scope.ts';
import { inRepository } from './lib/paths.mjs';
import { tallyLine } from './lib/tally.mjs';

const { values: options } = parseArgs({
  options: { base: { type: 'string' }, out: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});

const data = (name: string) => inRepository(`tests/golden/${name}`);
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Tours the server at `base`; the recording is left in `file`. */
async function tour(base: string, file: string): Promise<void> {
  const { code, output } = await inBackground(process.execPath, [data('scenario.mjs'), base, file]);
  console.log(output.trim());
  if (code !== 0) throw new Error(`The tour ended with ${code}.`);
}

async function tourFreshServer(file: string): Promise<void> {
  const server = await DriveProcess.start({ dataDir: join(folder, 'data') });
  try {
    await tour(server.base, file);
  } catch (error) {
    console.error(server.output);
    throw error;
  } finally {
    await server.stop();
  }
}

/** The lines of the comparison. With `-v` they name every member that differs, however many. */
async function compare(file: string): Promise<string[]> {
  const { output } = await inBackground(process.execPath, [data('compare.mjs'), data('reference.json'), file, '-v']);
  return output.trimEnd().split('\n');
}

function print(title: string, differences: readonly Difference[]): void {
  console.log(`\n${title}: ${differences.length}`);
  for (const { line, later } of differences) console.log(`  ${line}${later ? `   [${later}]` : ''}`);
}

const folder = mkdtempSync(join(tmpdir(), 'canopy-golden-'));
try {
  const file = options.out ? resolve(options.out) : join(folder, 'ours.json');
  await (options.base ? tour(options.base, file) : tourFreshServer(file));

  const scope: Scope = read(data('scope.json'));
  const exchanges: string[] = read(data('reference.json')).map(({ name }: { name: string }) => name);
  const lines = await compare(file);
  const differences = differencesOf(scope, exchanges, lines);
  const wrong = differences.filter(({ later }) => later === undefined);
  print(
    'Later',
    differences.filter(({ later }) => later !== undefined),
  );
  print('Must be none', wrong);
  if (options.verbose) console.log(lines.slice(lines.findIndex((line) => line.startsWith('Members '))).join('\n'));

  const steps = stepsOf(scope, exchanges);
  const due = exchanges.filter((exchange) => whyLater(scope, steps, exchange) === undefined);
  console.log(`\n${tallyLine({ passed: due.length - wrong.length, failed: wrong.length, skipped: 0 })}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
