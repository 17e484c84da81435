import type { Command } from './command.ts';
import { withDrive } from './with-drive.ts';

/** Findings that are told one by one. */
const mostTold = 100;

export const reindex: Command = {
  synopsis: '[--check]',
  help: 'make the search index anew from the tree; --check: only compare, exit code 1 when they differ',
  flags: { check: { type: 'boolean' } },
  run: ({ config, flags }) =>
    withDrive(config, async ({ files }) => {
      const { search } = files;
      if (!flags.check) {
        const { total, failed } = await search.rebuild.now();
        process.stdout.write(`The index is made anew: ${total} texts, ${failed} of them could not be read.\n`);
        return 0;
      }
      await search.rebuild.catchUp();
      let found = 0;
      for await (const { fileId, problem } of search.check.findings()) {
        if (++found <= mostTold) process.stdout.write(`${problem}: file ${fileId}\n`);
      }
      process.stdout.write(found === 0 ? 'The index is as the tree.\n' : `${found} findings. Run: canopy reindex\n`);
      return found === 0 ? 0 : 1;
    }),
};
