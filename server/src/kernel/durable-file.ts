import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file so that after a crash there is either the old one or the new one, whole:
 * temporary file beside it, write, sync, rename, sync the folder. Synchronous: for start-up and commands only.
 */
export function writeFileDurably(path: string, content: string, mode: number): void {
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w', mode);
  try {
    writeSync(file, content);
  } finally {
    closeSync(file);
  }
  moveFileDurably(temporary, path);
}

/** Puts a finished file in its place, over the one that is there: its bytes are synced before, the folder after. */
export function moveFileDurably(from: string, to: string): void {
  syncPath(from, 'r+');
  renameSync(from, to);
  syncPath(dirname(to), 'r');
}

function syncPath(path: string, mode: 'r' | 'r+'): void {
  const handle = openSync(path, mode);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
