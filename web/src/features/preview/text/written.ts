/** Files that were made a moment ago to be written in: their text opens in the editor. */
import type { FileResponse } from '@canopy/contract';

let wanted: string | undefined;

/** The next time this file is shown, it is written in. */
export function writeAtOnce({ id }: Pick<FileResponse, 'id'>): void {
  wanted = id;
}

/** Whether that is now: true once. */
export function isToBeWritten({ id }: Pick<FileResponse, 'id'>): boolean {
  if (wanted !== id) return false;
  wanted = undefined;
  return true;
}
