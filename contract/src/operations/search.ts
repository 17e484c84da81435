/** Searching names and contents beside the searches that are listings. */
import { operation } from '../operation.ts';
import { list, object, optional, text, whole } from '../schemas/build.ts';
import { FullTextSearchResults, QuickSearchResponse } from '../schemas/search.ts';
import { TaskResponse } from '../schemas/task.ts';
import { because, fileUri, TicketHeaders } from './shared.ts';

const RebuildFullTextIndexRequest = object({
  filtered_storage_policy: optional(list(whole('Plain number of a policy.'), 'Only files of these; empty = all.')),
});

export const searchOperations = {
  fullTextSearch: operation('fullTextSearch', {
    summary: 'Search file contents',
    description: 'In the own files of the caller, those in the trash left out.',
    tags: ['File/Search'],
    security: 'required',
    scope: 'Files.Read',
    query: object({
      query: text('Words that must all occur; in double quotes a phrase.', { minLength: 1 }),
      offset: optional(whole('Hits to skip: as many as were received so far.', { minimum: 0 })),
    }),
    data: FullTextSearchResults,
    errors: {
      401: because.notSignedIn,
      40001: 'query is missing, empty or too long; offset is no number',
      40019: 'searching contents is switched off',
      50005: 'the index cannot be reached',
    },
  }),

  quickSearch: operation('quickSearch', {
    summary: 'Search names and contents while somebody types',
    description:
      'Of our own making. One call, few results: files and folders below uri whose names have every word of the query, ignoring case and accents, with what to highlight; and files whose texts have the words, where that is switched on.',
    tags: ['File/Search'],
    security: 'optional',
    scope: 'Files.Read',
    query: object({
      query: text('Words in any order, the last perhaps half typed.', { minLength: 1, maxLength: 255 }),
      uri: optional(fileUri('Folder to search below; absent = the whole drive of the caller.')),
      limit: optional(whole('Most results, names and contents together; absent = 20.', { minimum: 1, maximum: 20 })),
    }),
    headers: TicketHeaders,
    data: QuickSearchResponse,
    errors: {
      401: 'my or trash, and nobody is signed in',
      403: 'the file system or folder cannot be listed by the caller',
      404: 'the share is unknown, over, or its source is gone',
      40001: 'query is missing, empty or too long; uri or limit is malformed, or nothing can be searched there',
      40016: 'the path does not exist, or is a file',
      40069: because.sharePassword,
      40083: because.notBought,
      40088: 'visitors may not open shares',
      40089: because.scope,
      50001: because.database,
    },
  }),

  rebuildFullTextIndex: operation('rebuildFullTextIndex', {
    summary: 'Make the index of names and contents anew',
    description: 'For administrators. The answer is the task that does it.',
    tags: ['Workflow'],
    security: 'required',
    scope: 'Workflow.Write',
    body: RebuildFullTextIndexRequest,
    data: TaskResponse,
    errors: {
      401: because.notSignedIn,
      403: 'the caller is no administrator',
      40048: 'the task could not be stored',
    },
  }),
} as const;
