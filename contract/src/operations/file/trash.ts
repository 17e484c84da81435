/** Back from the trash, and out of it for good. What goes there is deleted by `deleteFiles`. */
import { operation } from '../../operation.ts';
import { RestoreFileService } from '../../schemas/file-requests.ts';
import { because, ClientIdHeaders } from '../shared.ts';

export const trashOperations = {
  restoreFiles: operation('restoreFiles', {
    summary: 'Put back from the trash',
    description: 'One after the other; a failure does not stop the rest.',
    tags: ['File/Trash'],
    security: 'optional',
    scope: 'Files.Write',
    headers: ClientIdHeaders,
    body: RestoreFileService,
    errors: {
      401: because.notSignedIn,
      403: 'item: not in the trash, or it is not known where it was',
      40001: 'uris is missing, empty or has one that is malformed',
      40004: 'item: the name is taken where it was',
      40016: 'item: gone from the trash, or its folder is gone',
      40073: 'item: locked',
      40074: because.tooMany,
      40081: because.someFailed,
    },
  }),

  emptyTrash: operation('emptyTrash', {
    summary: 'Delete everything in the trash for good',
    tags: ['File/Trash'],
    security: 'required',
    scope: 'Files.Write',
    errors: {
      401: because.notSignedIn,
      40073: 'something in the trash is locked',
      40081: because.someFailed,
      50001: because.database,
    },
  }),
} as const;
