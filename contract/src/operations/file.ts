/** The tree: listing, creating, changing, deleting, and what is said of files. */
import { archiveOperations } from './file/archives.ts';
import { eventOperations } from './file/events.ts';
import { folderOperations } from './file/folders.ts';
import { itemOperations } from './file/items.ts';
import { lockOperations } from './file/locks.ts';
import { metadataOperations } from './file/metadata.ts';
import { permissionOperations } from './file/permissions.ts';
import { pinOperations } from './file/pins.ts';
import { trashOperations } from './file/trash.ts';
import { usageOperations } from './file/usage.ts';

export const fileOperations = {
  ...itemOperations,
  ...trashOperations,
  ...lockOperations,
  ...metadataOperations,
  ...usageOperations,
  ...pinOperations,
  ...eventOperations,
  ...permissionOperations,
  ...folderOperations,
  ...archiveOperations,
} as const;
