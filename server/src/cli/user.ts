import { createInterface } from 'node:readline/promises';
import { randomText, StartupError } from '../kernel/index.ts';
import type { Command } from './command.ts';
import { withDrive } from './with-drive.ts';

/**
 * Accounts from the command line: the way back in when nobody can sign in any more. Works while the drive runs.
 */
export const user: Command = {
  synopsis: 'list | add <email> | password <email> | block <email> | unblock <email> | group <email> <id>',
  help: 'look after accounts; a new password is read from standard input, or made when that is empty',
  run: (invocation) =>
    withDrive(invocation.config, async ({ accounts: { administration } }) => {
      const [action, email, value] = invocation.arguments;
      if (action === 'list') {
        for (const account of await administration.list()) {
          process.stdout.write(
            `${account.id}\t${account.email}\t${account.status}\tgroup ${account.groupId}\t${account.storageUsed} bytes\n`,
          );
        }
        return 0;
      }
      if (!email) throw new StartupError(`Say which account: canopy user ${action ?? '<action>'} <email>`);
      if (action === 'add' || action === 'password') {
        const given = await readPassword();
        const password = given || randomText(16);
        if (action === 'add') await administration.add(email, password);
        else await administration.setPassword(email, password);
        process.stdout.write(given ? 'Done.\n' : `Done. The password is ${password}\n`);
        return 0;
      }
      if (action === 'block' || action === 'unblock') {
        await administration.setStatus(email, action === 'block' ? 'manual_banned' : 'active');
      } else if (action === 'group' && value && /^\d+$/.test(value)) {
        await administration.setGroup(email, Number(value));
      } else {
        throw new StartupError(`Unknown action. Known are: ${user.synopsis}`);
      }
      process.stdout.write('Done.\n');
      return 0;
    }),
};

/** One line of standard input; empty when that is a terminal where nobody types one, or closed. */
async function readPassword(): Promise<string> {
  const reader = createInterface({ input: process.stdin });
  if (process.stdin.isTTY) process.stderr.write('New password (empty to have one made): ');
  try {
    for await (const line of reader) return line;
    return '';
  } finally {
    reader.close();
  }
}
