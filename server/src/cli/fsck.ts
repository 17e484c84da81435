import { checkEntities, findOrphans } from '../blobs/index.ts';
import type { Parts } from '../compose.ts';
import type { Finding } from '../drive/index.ts';
import type { Command } from './command.ts';
import { withDrive } from './with-drive.ts';

/** Repairing one finding can reveal others, but not for ever. */
const mostRounds = 10;
/** Bytes that no row names yet may belong to a request under way, in milliseconds. */
const youngerIsLeftAlone = 60 * 60_000;

export const fsck: Command = {
  synopsis: '[--repair]',
  help: 'check tree, quota, references and blobs; exit code 1 when something is wrong and was not repaired',
  flags: { repair: { type: 'boolean' } },
  run: ({ config, flags }) =>
    withDrive(config, async (parts) => {
      const found = flags.repair ? await repairTree(parts) : await reportTree(parts);
      const lost = await reportBlobs(parts);
      const orphans = await sweepOrphans(parts, flags.repair === true);
      const wrong = found + lost + orphans;
      process.stdout.write(wrong === 0 ? 'Everything is in order.\n' : `${wrong} findings.\n`);
      return wrong === 0 ? 0 : 1;
    }),
};

async function reportTree({ files }: Parts): Promise<number> {
  let found = 0;
  for await (const finding of files.drive.fsck.findings()) {
    found++;
    print(finding);
  }
  return found;
}

/** @returns how many findings are left */
async function repairTree({ files, foundation }: Parts): Promise<number> {
  let left = 0;
  for (let round = 0; round < mostRounds; round++) {
    left = 0;
    for await (const finding of files.drive.fsck.findings()) {
      left++;
      print(finding);
      await foundation.database.write((tx) => finding.repair(tx));
    }
    if (left === 0) return 0;
    process.stdout.write(`${left} repaired, checking again.\n`);
  }
  return left;
}

function print({ check, text, remedy }: Finding): void {
  process.stdout.write(`${check}: ${text} Repair: ${remedy}.\n`);
}

/** Files whose bytes are gone or cut short: only a backup helps. */
async function reportBlobs({ foundation, files }: Parts): Promise<number> {
  let lost = 0;
  for await (const { entityId, key, size, verdict } of checkEntities({ ...foundation, ...files }, { deep: false })) {
    if (verdict === 'ok' || verdict === 'unfinished' || verdict === 'unchecked') continue;
    lost++;
    process.stdout.write(`blob ${verdict}: entity ${entityId}, ${key}, ${size} bytes. Bring it back from a backup.\n`);
  }
  return lost;
}

/** Bytes that nothing refers to cost space and nothing else. @returns how many are left */
async function sweepOrphans({ foundation, files }: Parts, remove: boolean): Promise<number> {
  let left = 0;
  for (const policy of await files.policies.all()) {
    for await (const orphan of findOrphans({ ...foundation, ...files }, policy, youngerIsLeftAlone)) {
      process.stdout.write(`orphan: ${orphan.item.kind} ${orphan.item.key}, ${orphan.item.size} bytes.\n`);
      if (remove) await orphan.remove();
      else left++;
    }
  }
  return left;
}
