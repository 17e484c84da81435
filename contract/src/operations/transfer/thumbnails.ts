/** Small pictures of files. */
import { operation } from '../../operation.ts';
import { object, uriText } from '../../schemas/build.ts';
import { FileThumbResponse } from '../../schemas/transfer.ts';
import { because, TicketAndHintHeaders, throughShare } from '../shared.ts';

export const thumbnailOperations = {
  getFileThumb: operation('getFileThumb', {
    summary: 'Link to a thumbnail',
    description: 'Made first when there is none yet.',
    tags: ['Thumbnail'],
    security: 'optional',
    scope: 'Files.Read',
    query: object({ uri: uriText('URI of the file.') }),
    headers: TicketAndHintHeaders,
    data: FileThumbResponse,
    errors: {
      ...throughShare,
      401: because.myAnonymous,
      40001: 'uri is missing or malformed',
      40016: because.noPath,
      40077: 'there is no thumbnail and none can be made',
      [-1]: 'making it failed',
    },
  }),
} as const;
