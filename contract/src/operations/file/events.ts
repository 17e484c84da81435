/** Changes as they happen. */
import { operation } from '../../operation.ts';
import { object, uuid } from '../../schemas/build.ts';
import { because, fileUri } from '../shared.ts';

export const eventOperations = {
  subscribeFileEvents: operation('subscribeFileEvents', {
    summary: 'Live changes below a folder',
    description:
      'A stream of frames: subscribed or resumed, then event for each change (FileEvent), keep-alive, and reconnect-required before the server ends it. Nobody is told of changes of his own client id.',
    tags: ['File/Events'],
    security: 'required',
    scope: 'Files.Read',
    query: object({ uri: fileUri('URI of the folder to watch.') }),
    headers: object({ 'X-Cr-Client-Id': uuid('Id of this client; it takes up where it was told last.') }),
    raw: { contentTypes: ['text/event-stream'] },
    errors: {
      401: because.notSignedIn,
      403: 'the URI shows a single shared file',
      40001: 'the URI cannot be listed by the caller, or the client id is missing or no UUID',
      40019: 'the site has switched live changes off',
      50005: 'the server is stopping',
    },
  }),
} as const;
