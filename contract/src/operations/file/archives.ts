/** What is inside of an archive. */
import { operation } from '../../operation.ts';
import { object, optional, text } from '../../schemas/build.ts';
import { ArchiveListFilesResponse } from '../../schemas/file.ts';
import { because, fileUri, TicketHeaders } from '../shared.ts';

export const archiveOperations = {
  listArchiveFiles: operation('listArchiveFiles', {
    summary: 'List what is in an archive',
    description:
      'Every entry, from the directory of the archive: nothing is unpacked. zip, and beyond the protocol 7z, rar, tar and compressed tar.',
    tags: ['File'],
    security: 'optional',
    scope: 'Files.Read',
    query: object({
      uri: fileUri('URI of the archive.'),
      entity: optional(text('Version id; absent = the current version.')),
      text_encoding: optional(
        text(
          'Encoding of names that are not marked as UTF-8, such as gbk or shiftjis; absent = found out where it is sure.',
        ),
      ),
    }),
    headers: TicketHeaders,
    data: ArchiveListFilesResponse,
    errors: {
      403: 'a folder, no archive by its extension, an unknown text_encoding, or the file may not be read',
      404: 'the share is unknown or over',
      40001: 'uri is missing or malformed',
      40007: 'the group may not work with archives',
      40016: because.noPath,
      40049: 'larger than the group may open, or with too many entries to list',
      40069: because.sharePassword,
      40077: 'the file has no such version',
      40083: because.notBought,
      40088: 'visitors may not open shares',
      50004: 'the archive is damaged or cannot be read, or too many wait to be looked into',
    },
  }),
} as const;
