/** What takes the room of a drive. */
import { operation } from '../../operation.ts';
import { StorageUsage } from '../../schemas/file.ts';
import { because } from '../shared.ts';

export const usageOperations = {
  getStorageUsage: operation('getStorageUsage', {
    summary: 'What takes the room',
    description:
      "Of the caller's own drive: by category, in the trash, as older versions. Categories are those of the searches. Canopy's own.",
    tags: ['File'],
    security: 'required',
    scope: 'Files.Read',
    data: StorageUsage,
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),
} as const;
