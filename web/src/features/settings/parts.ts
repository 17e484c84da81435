import type { StorageUsage } from '@canopy/contract';

export interface Part {
  readonly id: StorageUsage['kinds'][number]['kind'] | 'trash' | 'older';
  readonly bytes: number;
  /** How many; undefined where that says nothing. */
  readonly files: number | undefined;
  /** Where they are looked at. */
  readonly href: string | undefined;
}

/** What takes the room, the most first; what takes none is left out. */
export function partsOf({ kinds, trash, older_bytes }: StorageUsage): Part[] {
  const parts: Part[] = [
    ...kinds.map(({ kind, bytes, files }) => ({ id: kind, bytes, files, href: `/files?search=&type=${kind}` })),
    { id: 'trash', bytes: trash.bytes, files: trash.files, href: '/trash' },
    { id: 'older', bytes: older_bytes, files: undefined, href: undefined },
  ];
  return parts.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
}
