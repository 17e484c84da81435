/** What the parts of the details are given, and what they ask of a file. */
import type { Entity, FileResponse } from '@canopy/contract';
import { uriOf, type useInfo } from '../../files/index.ts';

export interface PartProps {
  readonly file: FileResponse;
  readonly info: ReturnType<typeof useInfo>;
}

/** Whether the caller may change what is written about a file. */
export const isMine = (file: FileResponse): boolean => file.owned === true && uriOf(file).host === 'my';

/** The versions among the blobs of a file, newest first. */
export function versionsOf(info: FileResponse | undefined): readonly Entity[] {
  return info?.extended_info?.entities?.filter(({ type }) => type === 0) ?? [];
}
