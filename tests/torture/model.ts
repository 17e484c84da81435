import { expectAsModelled, openGround } from '../../server/src/test/model/index.ts';
import { dialects, openTestDatabase } from '../../server/src/test/open-database.ts';
import { type Battery, must } from './battery.ts';

/** So long a failure is looked at for a shorter way to it. */
const mostMs = 600_000;
/** Runs on one database: each leaves users and files, which the next are slower for. */
const runsOfDatabase = 50;

export const model: Battery = {
  name: 'model',
  title: 'owner and guests in one drive, with rights, versions, trash and rewinds: all as the model says, step by step',
  async run(bench) {
    for (const dialect of dialects) {
      const rounds = bench.size(1, 20);
      for (let round = 1; round <= rounds; round++) {
        const seed = bench.random.between(0, 0x7fffffff);
        const runs = bench.size(12, runsOfDatabase);
        await bench.check(`${dialect}, round ${round}: ${runs} runs, seed ${seed}`, () =>
          onDatabase(dialect, seed, runs),
        );
      }
    }
  },
};

async function onDatabase(dialect: (typeof dialects)[number], seed: number, numRuns: number): Promise<undefined> {
  const open = await openTestDatabase(dialect);
  const ground = await openGround(open.database);
  try {
    await expectAsModelled(ground, { numRuns, seed, interruptAfterTimeLimit: mostMs });
    const findings: string[] = [];
    for await (const { text } of ground.drive.fsck.findings()) findings.push(text);
    must(findings.length === 0, () => findings.join('\n'));
  } finally {
    await ground.close();
    await open.close();
  }
}
