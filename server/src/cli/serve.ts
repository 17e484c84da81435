import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeDrive } from '../compose.ts';
import { createLog, version } from '../kernel/index.ts';
import type { Command } from './command.ts';

export const serve: Command = {
  synopsis: '',
  help: 'run the drive (the default)',
  async run({ config }) {
    const log = createLog(config.logLevel);
    const drive = await composeDrive(config, log, { webFolder: findWebApp() });
    const stopped = new Promise<string>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    try {
      const address = await drive.start();
      log.info({ address, version, dataDir: config.dataDir }, 'Canopy is ready');
      process.stdout.write(`\n  Canopy is ready: open ${config.publicUrl ?? address}\n\n`);
      const signal = await stopped;
      log.info({ signal }, 'stopping');
    } finally {
      await drive.stop();
    }
    return 0;
  },
};

/** The built web app: beside the bundle's package, or in the workspace when running from source. */
function findWebApp(): string | undefined {
  const candidates = ['../../web/dist/', '../../../web/dist/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((path) => existsSync(path));
}
