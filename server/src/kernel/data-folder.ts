import { accessSync, constants, mkdirSync } from 'node:fs';
import { StartupError } from './startup-error.ts';

/**
 * Makes the data folder when it is missing, for us alone.
 * @throws StartupError when it cannot be made or written.
 */
export function prepareDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o750 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartupError(
      `The data folder ${path} cannot be used: ${(error as Error).message}. Choose another with CANOPY_DATA_DIR, or give this user the right to write there.`,
    );
  }
}
