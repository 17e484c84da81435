import type { Row } from './row.ts';
import { secondsFor } from './speed.ts';
import type { UploadConflict, UploadState } from './types.ts';

/** The state that an app shows: rows as they are now, and sums over those that count. */
export function stateOf(
  rows: readonly Row[],
  conflicts: readonly UploadConflict[],
  rate: number,
  needsSignIn: boolean,
): UploadState {
  const now = performance.now();
  let filesTotal = 0;
  let filesDone = 0;
  let filesFailed = 0;
  let filesSettled = 0;
  let bytesTotal = 0;
  let bytesDone = 0;
  let bytesLeft = 0;
  let active = false;
  let paused = false;
  const shown = rows.map((row) => {
    const snapshot = row.snapshot(now);
    const { status } = snapshot;
    active ||= status === 'running' || status === 'waiting';
    paused ||= status === 'paused';
    if (row.counted) {
      filesTotal += snapshot.filesTotal;
      filesDone += snapshot.filesDone;
      filesFailed += snapshot.filesFailed;
      filesSettled += snapshot.filesDone + snapshot.filesSkipped + snapshot.filesFailed;
      bytesTotal += snapshot.bytesTotal;
      bytesDone += snapshot.bytesDone;
      if (status !== 'paused') bytesLeft += row.bytesLeft;
    }
    return snapshot;
  });
  const speed = active ? rate : 0;
  return {
    rows: shown,
    filesTotal,
    filesDone,
    filesFailed,
    filesSettled,
    bytesTotal,
    bytesDone,
    speed,
    secondsLeft: secondsFor(bytesLeft, speed),
    active,
    paused: paused && !active,
    needsSignIn,
    conflicts,
  };
}
