/** Bytes: uploads, links, downloads, thumbnails, versions. */
import { operation } from '../operation.ts';
import { list, object, optional, text, uriText, uuid, whole } from '../schemas/build.ts';
import { FileResponse } from '../schemas/file.ts';
import {
  DeleteUploadSessionRequest,
  DirectLinkResponse,
  FileThumbResponse,
  FileURLRequest,
  FileURLResponse,
  UploadCredential,
  UploadSessionRequest,
  VersionRequest,
} from '../schemas/transfer.ts';
import { because, ChunkHeaders, ContentHeaders, TicketAndHintHeaders, TicketHeaders, throughShare } from './shared.ts';

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

const contentStatuses = {
  206: 'One range, or several as multipart/byteranges.',
  304: 'The client has it already.',
  404: 'The data is missing.',
  412: 'If-Match does not match.',
  416: 'The range is outside of the content.',
  502: 'The storage cannot be reached.',
};

export const transferOperations = {
  createUploadSession: operation('createUploadSession', {
    summary: 'Start an upload',
    description: 'Reserves the space, makes a placeholder and locks its path.',
    tags: ['Upload'],
    security: 'optional',
    scope: 'Files.Write',
    headers: TicketHeaders,
    body: UploadSessionRequest,
    data: UploadCredential,
    errors: {
      401: because.myAnonymous,
      403: 'nothing can be uploaded here',
      404: 'the share is unknown or over',
      409: because.changed,
      40001: 'the body, the URI, an id or the metadata is malformed',
      40004: 'the name is taken and entity_type is empty, or it is a folder',
      40016: 'live_photo, and there is no file at the URI',
      40035: 'there is no such policy',
      40049: 'larger than the policy allows',
      40051: 'not enough space',
      40052: 'the name is not allowed',
      40057: 'policy_id is not the policy of the folder any more',
      40069: because.sharePassword,
      40073: 'something above, at or below the target is locked',
      40076: 'previous is not the current version',
      40082: 'the folder belongs to someone else',
      40083: because.notBought,
      50001: because.database,
      50005: 'the keys for encryption are missing',
      [-1]: 'the storage refused',
    },
  }),

  deleteUploadSession: operation('deleteUploadSession', {
    summary: 'Cancel an upload',
    description: 'Removes the placeholder and gives the space back. Works for sessions that have ended too.',
    tags: ['Upload'],
    security: 'optional',
    scope: 'Files.Write',
    headers: TicketHeaders,
    body: DeleteUploadSessionRequest,
    errors: {
      401: because.notSignedIn,
      404: 'the session belongs to another user or file',
      409: because.changed,
      40001: 'id or uri is missing or malformed',
      40016: 'no file is at uri',
      40073: 'something else has locked the file',
      40082: 'the file belongs to someone else',
      50001: because.database,
      [-1]: 'the storage refused',
    },
  }),

  uploadFileChunk: operation('uploadFileChunk', {
    summary: 'Send a chunk',
    description: 'The request that brings the last missing chunk completes the upload before it is answered.',
    tags: ['Upload'],
    security: 'optional',
    scope: 'Files.Write',
    params: object({ sessionId: uuid('Upload session.'), index: whole('Chunk from 0.', { minimum: 0 }) }),
    headers: ChunkHeaders,
    rawBody: 'application/octet-stream',
    errors: {
      40001: 'the index is no number',
      40006: 'the policy does not take data through this server',
      40011: 'the session is unknown, over, or of another user',
      40012: 'the index is out of range',
      40013: 'the length is missing or not the expected one',
      40016: 'the placeholder is gone',
      40055: 'the object at the storage has another size',
      40073: 'the lock of the session is gone',
      50004: 'the body is too short, or the storage failed',
    },
  }),

  updateFileContent: operation('updateFileContent', {
    summary: 'Replace the content of a file',
    description: 'Makes a new version; creates the file when nothing is there.',
    tags: ['Upload'],
    security: 'optional',
    scope: 'Files.Write',
    query: object({
      uri: uriText('URI of the file.'),
      previous: optional(text('Version the change is based on; absent = overwrite.')),
    }),
    headers: ContentHeaders,
    rawBody: 'application/octet-stream',
    data: FileResponse,
    errors: {
      ...throughShare,
      401: because.myAnonymous,
      403: 'nothing can be uploaded here',
      409: because.changed,
      40001: 'uri, previous or the length is missing or malformed',
      40004: 'a folder is at the URI',
      40049: 'larger than allowed',
      40051: 'not enough space',
      40052: 'the name is not allowed',
      40073: 'the file is locked',
      40076: 'previous is not the current version',
      40082: 'the file belongs to someone else',
      50004: 'the storage failed',
    },
  }),

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
