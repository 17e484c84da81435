/** Where a text goes that can't be saved where it was read: the right to write it, or the share it lay in, may be gone. */
import { ApiError, ErrorCode, type FileUri, numberedName } from '@canopy/contract';
import { follow } from '../../../files/download.ts';
import { createContent } from '../../../files/operations-content.ts';

/** Names that are tried before it is given up. */
const mostNames = 50;

/** Makes a file of a content under a name that is free, the one wanted or one with a number. @returns its name */
export async function createUnderFreeName(
  folder: FileUri,
  wanted: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : numberedName(wanted, number, false);
    try {
      await createContent(folder, name, content);
      return name;
    } catch (error) {
      const isTaken = error instanceof ApiError && error.code === ErrorCode.OBJECT_EXIST;
      if (!isTaken || number === mostNames) throw error;
    }
  }
}

/** Saves a content among the downloads of this device. */
export function downloadContent(name: string, content: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content]));
  follow(url, name);
  /* The browser has begun to read it by then. */
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
