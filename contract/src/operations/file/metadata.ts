/** Metadata of files and folders, tags among them. */
import { operation } from '../../operation.ts';
import { list } from '../../schemas/build.ts';
import { TagUse } from '../../schemas/file.ts';
import { PatchMetadataService } from '../../schemas/file-requests.ts';
import { because, TicketHeaders, throughShare } from '../shared.ts';

export const metadataOperations = {
  patchMetadata: operation('patchMetadata', {
    summary: 'Set or remove metadata',
    description: 'All changes are checked before any file is touched.',
    tags: ['File'],
    security: 'optional',
    scope: 'Files.Write',
    headers: TicketHeaders,
    body: PatchMetadataService,
    errors: {
      ...throughShare,
      401: because.myAnonymous,
      403: 'item: a root folder, or metadata cannot be changed here',
      40001: 'uris or patches are missing; a key or value is refused',
      40016: 'item: nothing is at the path',
      40073: 'something at or above a target is locked; nothing was changed',
      40074: because.tooMany,
      40081: because.someFailed,
      40082: 'a file belongs to someone else; nothing was changed',
    },
  }),

  listTags: operation('listTags', {
    summary: 'Tags in use',
    description:
      "Those that the caller's files and folders have, at most 5000, in the order of their names. Canopy's own.",
    tags: ['File'],
    security: 'required',
    scope: 'Files.Read',
    data: list(TagUse, 'Tags.'),
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),
} as const;
