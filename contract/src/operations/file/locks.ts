/** Locks of files and folders. */
import { operation } from '../../operation.ts';
import { UnlockFileService } from '../../schemas/file-requests.ts';

export const lockOperations = {
  forceUnlockFiles: operation('forceUnlockFiles', {
    summary: 'Break locks',
    description: 'Knowing the tokens is the authority. All or nothing.',
    tags: ['File'],
    security: 'optional',
    scope: 'Files.Write',
    body: UnlockFileService,
    errors: { 40001: 'tokens are missing, too many, unknown or expired, or a lock is in use this moment' },
  }),
} as const;
