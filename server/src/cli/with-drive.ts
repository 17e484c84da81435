import { ApiError } from '@canopy/contract';
import { composeParts, type Parts } from '../compose.ts';
import { openFoundation } from '../foundation.ts';
import { type Config, createLog, StartupError } from '../kernel/index.ts';

/**
 * Opens the drive for a command, beside a server that may be running, and closes it whatever happens.
 * @throws StartupError also for what the drive itself refuses
 */
export async function withDrive(config: Config, work: (parts: Parts) => Promise<number>): Promise<number> {
  const foundation = await openFoundation(config, createLog('warn', process.stderr));
  try {
    return await work(composeParts(foundation));
  } catch (error) {
    if (error instanceof ApiError) throw new StartupError(error.message);
    throw error;
  } finally {
    await foundation.close();
  }
}
