/** Where an item is, or was. */
import { type FileResponse, FileUri } from '@canopy/contract';

/** The URI of an item; every item of a listing has one. */
export function uriOf(file: FileResponse): FileUri {
  return FileUri.parse(file.path ?? '');
}

/** The place a trashed item came from, or undefined when it is not recorded. */
export function originOf(file: FileResponse): FileUri | undefined {
  return parsed(file.metadata?.['sys:restore_uri']);
}

/** Where a shortcut leads: the share, or the file in it. undefined = it is no shortcut. */
export function redirectOf(file: FileResponse): FileUri | undefined {
  return parsed(file.metadata?.['sys:shared_redirect']);
}

function parsed(text: string | undefined): FileUri | undefined {
  if (!text) return undefined;
  try {
    return FileUri.parse(text);
  } catch {
    return undefined;
  }
}

/** When a trashed item goes for good; undefined = never. */
export function collectedAt(file: FileResponse): Date | undefined {
  const seconds = Number(file.metadata?.['sys:expected_collect_time']);
  return Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : undefined;
}
