/** Permanent links to files, for programs that know nothing of this contract. */
import { operation } from '../../operation.ts';
import { list, object, text, uriText } from '../../schemas/build.ts';
import { DirectLinkResponse } from '../../schemas/transfer.ts';
import { because } from '../shared.ts';

const DirectLinkParams = object({
  id: text('Hashed direct link id.'),
  name: text('Name of the file when the link was made; must match exactly.'),
});
/** A direct link is opened by programs that know nothing of envelopes, so what fails is no HTTP success. */
const directLinkAnswer = {
  contentTypes: [],
  statuses: {
    302: 'Location = link to the content, for as long as Cache-Control says. All origins may read.',
    404: 'Envelope with HTTP status 404.',
  },
  failureStatuses: { 404: 404, 40001: 404, 50001: 500, [-1]: 500 },
} as const;
const directLinkPreflight = { contentTypes: [], statuses: { 204: 'All origins may read.' } } as const;
const noDirectLink = 'no link of this id and name, or its file is gone, in the trash, or of a user who is not active';

export const directLinkOperations = {
  createDirectLinks: operation('createDirectLinks', {
    summary: 'Make permanent links to files',
    description:
      'By the group of the caller they redirect to the content, are counted and can be removed, or are links of the storage that never end. With 40081, data has the links that were made.',
    tags: ['Direct Link'],
    security: 'optional',
    scope: 'Files.Read',
    body: object({ uris: list(uriText('File URI.'), 'Files, no folders.', { minItems: 1 }) }),
    data: list(DirectLinkResponse, 'Links in the order of the URIs, without those that failed.'),
    errors: {
      403: 'item: nothing can be linked here',
      404: 'item: the share is unknown or over',
      40001: 'uris is missing, empty or has one that is malformed',
      40007: 'the group may not make direct links',
      40014: 'more URIs than the group may link in one call',
      40016: 'item: nothing is at the path',
      40069: 'item: the password of the share is missing or wrong',
      40074: because.tooMany,
      40077: 'item: not a file',
      40081: because.someFailed,
      40082: 'item: belongs to someone else',
    },
  }),

  deleteDirectLink: operation('deleteDirectLink', {
    summary: 'Remove a direct link',
    description: 'Of an own file. Links of the storage that were handed out cannot be taken back.',
    tags: ['Direct Link'],
    security: 'required',
    scope: 'Files.Read',
    params: object({ id: text('Hashed direct link id.') }),
    errors: {
      404: 'no such link, or its file belongs to someone else',
      40001: 'the id is no direct link id',
      50001: because.database,
    },
  }),

  openDirectLink: operation('openDirectLink', {
    summary: 'Follow a direct link',
    description: 'Counted, then sent on to the current content, with the rights of the owner of the file.',
    tags: ['Direct Link'],
    security: 'none',
    params: DirectLinkParams,
    raw: directLinkAnswer,
    errors: { 404: noDirectLink },
  }),

  headDirectLink: operation('headDirectLink', {
    summary: 'Where a direct link leads',
    description: 'As following it, without being counted.',
    tags: ['Direct Link'],
    security: 'none',
    params: DirectLinkParams,
    raw: directLinkAnswer,
    errors: { 404: noDirectLink },
  }),

  preflightDirectLink: operation('preflightDirectLink', {
    summary: 'CORS preflight of a direct link',
    tags: ['Direct Link'],
    security: 'none',
    params: DirectLinkParams,
    raw: directLinkPreflight,
    errors: {},
  }),

  downloadDirectLink: operation('downloadDirectLink', {
    summary: 'Follow a direct link to save the file',
    tags: ['Direct Link'],
    security: 'none',
    params: DirectLinkParams,
    raw: directLinkAnswer,
    errors: { 404: noDirectLink },
  }),

  headDirectDownload: operation('headDirectDownload', {
    summary: 'Where a direct link to save a file leads',
    description: 'As following it, without being counted.',
    tags: ['Direct Link'],
    security: 'none',
    params: DirectLinkParams,
    raw: directLinkAnswer,
    errors: { 404: noDirectLink },
  }),

  preflightDirectDownload: operation('preflightDirectDownload', {
    summary: 'CORS preflight of a direct link to save a file',
    tags: ['Direct Link'],
    security: 'none',
    params: DirectLinkParams,
    raw: directLinkPreflight,
    errors: {},
  }),
} as const;
