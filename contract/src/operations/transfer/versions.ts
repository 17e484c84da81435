/** Versions of a file. A new one is an upload. */
import { operation } from '../../operation.ts';
import { object, optional, text, uriText } from '../../schemas/build.ts';
import { VersionRequest } from '../../schemas/transfer.ts';
import { because, TicketHeaders, throughShare } from '../shared.ts';

export const versionOperations = {
  setFileVersion: operation('setFileVersion', {
    summary: 'Make a version the current one',
    tags: ['Version'],
    security: 'optional',
    scope: 'Files.Write',
    headers: TicketHeaders,
    body: VersionRequest,
    errors: {
      ...throughShare,
      401: because.notSignedIn,
      403: 'no file, or there are no versions here',
      40001: 'the body is malformed',
      40016: because.noPath,
      40073: 'the file is locked',
      40077: 'the file has no such version',
      40082: 'the file belongs to someone else',
      50001: because.database,
    },
  }),

  deleteFileVersion: operation('deleteFileVersion', {
    summary: 'Delete a version',
    description: 'uri and version are taken from the body, else from the query.',
    tags: ['Version'],
    security: 'optional',
    scope: 'Files.Write',
    query: object({ uri: optional(uriText('File URI.')), version: optional(text('Entity id.')) }),
    headers: TicketHeaders,
    body: object({ uri: optional(uriText('File URI.')), version: optional(text('Entity id.')) }),
    bodyOptional: true,
    errors: {
      ...throughShare,
      401: because.notSignedIn,
      403: 'the current version, no file, or there are no versions here',
      40001: 'uri or version is missing or malformed',
      40016: because.noPath,
      40073: 'the file is locked',
      40077: 'the file has no such version',
      40082: 'the file belongs to someone else',
      50001: because.database,
    },
  }),
} as const;
