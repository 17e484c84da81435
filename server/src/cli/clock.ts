import { ClockStore } from '../jobs/index.ts';
import { StartupError } from '../kernel/index.ts';
import type { Command } from './command.ts';
import { withDrive } from './with-drive.ts';

/** After the clock jumped: the operator looked, and it is right. Works while the drive runs. */
export const clock: Command = {
  synopsis: 'confirm',
  help: 'say that the clock is right, after it jumped and nothing expires any more',
  run: ({ config, arguments: [action] }) =>
    withDrive(config, async ({ foundation }) => {
      if (action !== 'confirm') throw new StartupError('Say what to do: canopy clock confirm');
      const now = foundation.clock.now();
      await new ClockStore(foundation.database).confirm(now);
      process.stdout.write(`Confirmed: it is ${new Date(now).toISOString()}.\n`);
      return 0;
    }),
};
