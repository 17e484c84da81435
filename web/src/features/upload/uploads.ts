import type { FileUri } from '@canopy/contract';
import { create } from 'zustand';
import type { DropEntry } from './drop-entries.ts';

export interface UploadRequest {
  readonly entries: readonly DropEntry[];
  readonly target: FileUri;
}

export const useUploads = create<{ readonly requests: readonly UploadRequest[] }>(() => ({ requests: [] }));

/** Puts files and folders into a folder. Returns at once; progress stands in the panel. */
export function uploadFiles(entries: readonly DropEntry[], target: FileUri): void {
  useUploads.setState(({ requests }) => ({ requests: [...requests, { entries, target }] }));
}
