import { checkEntities } from '../blobs/index.ts';
import type { Command } from './command.ts';
import { withDrive } from './with-drive.ts';

export const scrub: Command = {
  synopsis: '',
  help: 'read every file again and compare it with its checksum; exit code 1 when one is damaged',
  run: ({ config }) =>
    withDrive(config, async ({ foundation, files }) => {
      let checked = 0;
      let bytes = 0;
      let damaged = 0;
      for await (const { entityId, key, size, verdict } of checkEntities({ ...foundation, ...files }, { deep: true })) {
        if (verdict === 'unfinished') continue;
        checked++;
        bytes += size;
        if (verdict !== 'ok') {
          if (verdict !== 'unchecked') damaged++;
          process.stdout.write(`${verdict}: entity ${entityId}, blob ${key}, ${size} bytes\n`);
        }
        if (checked % 1_000 === 0) process.stderr.write(`${checked} blobs, ${Math.round(bytes / 1e6)} MB read\n`);
      }
      process.stdout.write(`${checked} blobs read (${Math.round(bytes / 1e6)} MB), ${damaged} damaged.\n`);
      return damaged > 0 ? 1 : 0;
    }),
};
