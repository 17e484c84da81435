import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseFileName } from '../db/index.ts';
import { StartupError, secretsFileName } from '../kernel/index.ts';
import { holdsDrive } from './backup.ts';
import type { Command } from './command.ts';

export const restore: Command = {
  synopsis: '<folder>',
  help: 'bring a backup back into an empty data folder',
  async run({ config, arguments: [folder] }) {
    if (!folder) throw new StartupError('Say where from: canopy restore <folder>');
    const source = resolve(folder);
    if (!existsSync(join(source, databaseFileName)) || !existsSync(join(source, secretsFileName))) {
      throw new StartupError(`${source} is not a backup: it needs ${databaseFileName} and ${secretsFileName}.`);
    }
    if (holdsDrive(config.dataDir)) {
      throw new StartupError(
        `${config.dataDir} holds a drive already. Move it away first, or choose another data folder.`,
      );
    }
    mkdirSync(config.dataDir, { recursive: true, mode: 0o750 });
    // The database last: without it the folder is not a drive, so that a restore which was cut off can be told.
    for (const name of [secretsFileName, 'blobs', databaseFileName]) {
      const from = join(source, name);
      if (existsSync(from))
        cpSync(from, join(config.dataDir, name), { recursive: true, errorOnExist: true, force: false });
    }
    process.stdout.write(`Restored to ${config.dataDir}. Run "canopy fsck" to see that all is there.\n`);
    return 0;
  },
};
