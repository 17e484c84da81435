/**
 * npm run torture [-- --short] [--only NAME[,NAME]] [--seed N]
 *
 * Breaks a real server on purpose and looks whether what it promised still holds. The short form is what CI runs.
 * A failed battery keeps its folder; the seed that is printed repeats its run.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tallyLine } from '../../scripts/lib/tally.mjs';
import { archives } from './archives.ts';
import { type Battery, Bench } from './battery.ts';
import { chunks } from './chunks.ts';
import { clock } from './clock.ts';
import { crash } from './crash.ts';
import { diskFull } from './disk-full.ts';
import { fuzz } from './fuzz.ts';
import { ioFaults } from './io-faults.ts';
import { model } from './model.ts';
import { names } from './names.ts';
import { rewind } from './rewind.ts';
import { tree } from './tree.ts';

const batteries: readonly Battery[] = [
  crash,
  ioFaults,
  diskFull,
  chunks,
  model,
  tree,
  rewind,
  names,
  archives,
  fuzz,
  clock,
];

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
  },
});

const seed = options.seed === undefined ? randomInt(2 ** 32) : Number(options.seed);
const wanted = options.only?.split(',');
const unknown = wanted?.filter((name) => !batteries.some((battery) => battery.name === name)) ?? [];
if (unknown.length > 0 || !Number.isInteger(seed)) {
  console.error(
    `There is no ${unknown.join(', ') || 'such seed'}. Batteries: ${batteries.map((b) => b.name).join(', ')}.`,
  );
  process.exit(2);
}

const place = mkdtempSync(join(tmpdir(), 'canopy-torture-'));
const total = { passed: 0, failed: 0, skipped: 0 };
console.log(`seed ${seed}${options.short ? ', short form' : ''}`);

for (const battery of batteries.filter(({ name }) => wanted?.includes(name) ?? true)) {
  console.log(`\n${battery.name}: ${battery.title}`);
  const folder = join(place, battery.name);
  const bench = new Bench({ short: options.short, seed, folder });
  await battery.run(bench).catch((error) => bench.check('the battery itself', () => Promise.reject(error)));
  total.passed += bench.passed;
  total.failed += bench.failed;
  console.log(
    `${battery.name}: ${bench.failed === 0 ? 'passed' : 'failed'} (${bench.passed} of ${bench.passed + bench.failed})`,
  );
  if (bench.failed === 0) {
    rmSync(folder, { recursive: true, force: true });
  } else {
    const form = options.short ? '--short ' : '';
    console.log(`  left in ${folder}\n  repeat: npm run torture -- ${form}--only ${battery.name} --seed ${seed}`);
  }
}

if (total.failed === 0) rmSync(place, { recursive: true, force: true });
console.log(`\n${tallyLine(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
