/** Bytes out: signed links, and what they lead to. */
import { operation } from '../../operation.ts';
import { object, optional, text, uuid, whole } from '../../schemas/build.ts';
import { FileURLRequest, FileURLResponse } from '../../schemas/transfer.ts';
import { because, TicketAndHintHeaders } from '../shared.ts';

const ContentParams = object({
  id: text('Hashed entity id; that of entity 0 has no content.'),
  speed: whole('Bytes in a second; 0 = no limit.', { minimum: 0 }),
  name: text('File name; decides the content type.'),
});
const ContentQuery = object({
  sign: text('Signature of the path and its end.'),
  download: optional(text('Not empty = save instead of show.')),
  thumb: optional(text('Not empty = the thumbnail of the storage.')),
});

const contentStatuses = {
  206: 'One range, or several as multipart/byteranges.',
  304: 'The client has it already.',
  404: 'The data is missing.',
  412: 'If-Match does not match.',
  416: 'The range is outside of the content.',
  502: 'The storage cannot be reached.',
};

export const downloadOperations = {
  createDownloadUrl: operation('createDownloadUrl', {
    summary: 'Links to the content of files',
    description: 'In the order of the URIs; with archive one link to a zip.',
    tags: ['Download'],
    security: 'optional',
    scope: 'Files.Read',
    headers: TicketAndHintHeaders,
    body: FileURLRequest,
    data: FileURLResponse,
    statuses: { 302: 'Only with redirect and one URI: the link as Location.' },
    errors: {
      401: because.myAnonymous,
      403: 'nothing can be downloaded here',
      404: 'item: the share is unknown, over or used up',
      40001: 'uris is missing or has one that is malformed',
      40007: 'the group may not download archives',
      40016: because.noPath,
      40069: because.sharePassword,
      40074: because.tooMany,
      40077: 'a folder, or the entity is of another file',
      40081: because.someFailed,
      40083: because.notBought,
      50005: 'the link could not be made',
    },
  }),

  getEntityContent: operation('getEntityContent', {
    summary: 'Content of a blob',
    description: 'Ranges, conditional requests. A bad signature or id is an envelope.',
    tags: ['Download'],
    security: 'signed',
    params: ContentParams,
    query: ContentQuery,
    headers: object({
      Range: optional(text('Ranges wanted.')),
      'If-None-Match': optional(text('Entity tags.')),
      'If-Match': optional(text('Entity tags.')),
      'If-Range': optional(text('Entity tag.')),
    }),
    raw: { contentTypes: ['application/octet-stream'], statuses: contentStatuses },
    errors: {
      403: 'the signature is missing or has no end',
      40001: 'the id is no entity id',
      40005: 'the link has expired',
      40071: 'the signature is wrong',
      40077: 'the blob belongs to no file any more',
    },
  }),

  headEntityContent: operation('headEntityContent', {
    summary: 'Headers of the content of a blob',
    tags: ['Download'],
    security: 'signed',
    params: ContentParams,
    query: ContentQuery,
    raw: { contentTypes: [] },
    errors: {},
  }),

  preflightEntityContent: operation('preflightEntityContent', {
    summary: 'CORS preflight of the content of a blob',
    tags: ['Download'],
    security: 'none',
    params: ContentParams,
    query: ContentQuery,
    raw: { contentTypes: [], statuses: { 204: 'All origins may read.' } },
    errors: {},
  }),

  downloadArchive: operation('downloadArchive', {
    summary: 'Zip of several files and folders',
    description: 'With the rights of who asked for the link. No ranges.',
    tags: ['Download'],
    security: 'signed',
    params: object({ sessionID: uuid('Archive session.') }),
    query: object({ sign: text('Signature of the path and its end.') }),
    raw: { contentTypes: ['application/zip'] },
    errors: {
      404: 'the session or its user is gone',
      40005: 'the link has expired',
      40071: 'the signature is wrong',
      50004: 'an object could not be opened',
    },
  }),
} as const;
