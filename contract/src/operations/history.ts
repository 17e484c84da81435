/** The activity log of the reference, and what Canopy has beyond it: rewind, and copies of old versions. */
import { operation } from '../operation.ts';
import { as, object, optional, text, whole, word } from '../schemas/build.ts';
import { OrderDirection } from '../schemas/common.ts';
import { FileResponse } from '../schemas/file.ts';
import {
  CopyVersionService,
  FileActivitiesResponse,
  Moment,
  RewindChangesResponse,
  RewindFileService,
  RewindResult,
  RewindTimelineResponse,
} from '../schemas/history.ts';
import { because, ClientIdAndTicketHeaders, fileUri, TicketHeaders } from './shared.ts';

const WindowQuery = {
  uri: fileUri('URI of the folder or file.'),
  from: optional(as(Moment, 'Changes after this moment; absent = as far back as is known.')),
  to: optional(as(Moment, 'Changes up to this moment; absent = up to now.')),
  page_size: optional(whole('Items of a page, 100 when absent; more than 500 is lowered to 500.', { minimum: 1 })),
  next_page_token: optional(text('next_token of the page before.', { maxLength: 256 })),
};

const windowErrors = {
  401: because.myAnonymous,
  403: 'the caller may not update the object, or it is in the trash',
  404: 'the share is not available',
  40001: 'uri, a moment or the page token is missing or malformed, or the moment is older than what is kept',
  40016: because.noPath,
  40069: because.sharePassword,
  40083: because.notBought,
  40088: 'visitors may not open shares',
} as const;

export const historyOperations = {
  listFileActivities: operation('listFileActivities', {
    summary: 'Activity log of a file or folder',
    description: 'Of the object itself. For owners, administrators and whoever may update it.',
    tags: ['File'],
    security: 'optional',
    scope: 'Files.Read',
    query: object({
      uri: fileUri('URI of the object.'),
      page_size: whole('Items of a page; more than 200 is lowered to 200.', { minimum: 10 }),
      order_direction: optional(as(OrderDirection, 'Oldest first (asc, when absent) or newest first.')),
      next_page_token: optional(text('next_token of the page before; empty = first page.')),
      filter: optional(word(['', 'my', 'updates', 'reads'], 'Empty = all; my = done by the caller.')),
    }),
    headers: TicketHeaders,
    data: FileActivitiesResponse,
    errors: {
      401: 'my or trash, and nobody is signed in',
      403: 'the caller may not update the object',
      404: 'the share is not available',
      40001: 'uri or page_size is missing or out of bounds; unknown filter, order or page token',
      40016: because.noPath,
      40069: because.sharePassword,
    },
  }),

  listRewindChanges: operation('listRewindChanges', {
    summary: 'Changes in and below a folder, or of a file',
    description: "Newest first. Canopy's own. For whoever may update the object.",
    tags: ['Rewind'],
    security: 'optional',
    scope: 'Files.Read',
    query: object(WindowQuery),
    headers: TicketHeaders,
    data: RewindChangesResponse,
    errors: windowErrors,
  }),

  getRewindTimeline: operation('getRewindTimeline', {
    summary: 'Timeline of a folder or file',
    description: "Changes as people made them, in one go each, newest first. Canopy's own.",
    tags: ['Rewind'],
    security: 'optional',
    scope: 'Files.Read',
    query: object(WindowQuery),
    headers: TicketHeaders,
    data: RewindTimelineResponse,
    errors: windowErrors,
  }),

  rewindFiles: operation('rewindFiles', {
    summary: 'Set a folder or file back to a moment',
    description:
      'As a new change that can itself be undone: nothing is deleted, what came since goes to the trash. All or ' +
      "nothing. The object itself keeps its name and place. Canopy's own.",
    tags: ['Rewind'],
    security: 'optional',
    scope: 'Files.Write',
    headers: ClientIdAndTicketHeaders,
    body: RewindFileService,
    data: RewindResult,
    errors: {
      401: because.myAnonymous,
      403: 'not in this file system, or it is a shortcut',
      404: 'the share is not available',
      409: because.changed,
      40001: 'uri or moment is malformed, in the future or older than what is kept; the object did not exist yet',
      40016: because.noPath,
      40069: because.sharePassword,
      40073: 'something above, at or below the object, or what would be brought back, is locked',
      40079: 'too many objects to set back; nothing was done',
      40082: 'the caller may not create, update and delete there',
      40083: because.notBought,
      40088: 'visitors may not open shares',
      50001: 'the database failed; nothing was changed',
    },
  }),

  copyFileVersion: operation('copyFileVersion', {
    summary: 'Copy a version of a file beside it',
    description: "The copy shares its data with the version, and is charged. Canopy's own.",
    tags: ['Version'],
    security: 'optional',
    scope: 'Files.Write',
    headers: ClientIdAndTicketHeaders,
    body: CopyVersionService,
    data: FileResponse,
    errors: {
      401: because.myAnonymous,
      403: 'no file, or there are no versions here',
      404: 'the share is not available',
      409: because.changed,
      40001: 'the body is malformed',
      40004: 'the name is taken',
      40016: because.noPath,
      40051: 'not enough space for the copy',
      40052: 'the name is not allowed',
      40069: because.sharePassword,
      40073: 'the place of the copy is locked',
      40077: 'the file has no such version',
      40082: 'the caller may not update the file and create beside it',
      40083: because.notBought,
      40088: 'visitors may not open shares',
      50001: because.database,
    },
  }),
} as const;
