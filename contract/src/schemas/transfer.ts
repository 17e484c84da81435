/** Uploads, download links, thumbnails and versions. */
import {
  flag,
  list,
  map,
  named,
  nullable,
  object,
  optional,
  type Static,
  text,
  time,
  uriText,
  uuid,
  whole,
  word,
} from './build.ts';
import { EncryptionCipher, StoragePolicy } from './storage.ts';

export const UploadSessionRequest = named('UploadSessionRequest', 'What is going to be uploaded.', {
  uri: uriText('URI of the file.'),
  size: whole('Bytes; 0 is fine.', { minimum: 0 }),
  policy_id: optional(text('Policy of the folder as its listing told it.')),
  last_modified: optional(whole('When the source was modified, Unix milliseconds.')),
  mime_type: optional(text('Content type for the storage.')),
  entity_type: optional(
    word(['', 'version', 'live_photo'], 'Empty = new file, else an addition to the file that is there.'),
  ),
  metadata: optional(map(text('Value.'), 'Metadata set at the end.', { maxProperties: 256 })),
  encryption_supported: optional(list(EncryptionCipher, 'Ciphers the client can do.')),
  previous: optional(text('Version that the client has; 40076 when it is not the current one.')),
});
export type UploadSessionRequest = Static<typeof UploadSessionRequest>;

export const EncryptMetadata = named('EncryptMetadata', 'How the client has to encrypt.', {
  algorithm: EncryptionCipher,
  key_plain_text: text('Key of 32 bytes.', { contentEncoding: 'base64' }),
  iv: text('First counter block, 16 bytes.', { contentEncoding: 'base64' }),
});
export type EncryptMetadata = Static<typeof EncryptMetadata>;

export const UploadCredential = named('UploadCredential', 'An upload session.', {
  session_id: uuid('Id of the session.'),
  upload_id: text('Multipart id at the storage, or empty.'),
  chunk_size: whole('Bytes of a chunk; 0 = all in one.'),
  expires: whole('End of the session, Unix seconds.'),
  upload_urls: optional(list(text('URL.'), 'Where to send the chunks, if not to this server.')),
  credential: optional(text('Authorization for the storage.')),
  completeURL: optional(text('URL that completes a multipart upload.')),
  storage_policy: optional(StoragePolicy),
  uri: text('URI of the placeholder.'),
  callback_secret: text('Key of the callback route.', { minLength: 32, maxLength: 32 }),
  mime_type: optional(text('Content type to send to the storage.')),
  upload_policy: optional(text('Form field of Upyun.')),
  encrypt_metadata: optional(EncryptMetadata),
  ak: optional(text('Reserved.')),
  keyTime: optional(text('Reserved.')),
});
export type UploadCredential = Static<typeof UploadCredential>;

export const DeleteUploadSessionRequest = object({
  id: text('session_id of the session.'),
  uri: uriText('URI of its placeholder.'),
});
export type DeleteUploadSessionRequest = Static<typeof DeleteUploadSessionRequest>;

export const FileURLRequest = named('FileURLRequest', 'What links are wanted for.', {
  uris: list(uriText('File URI.'), 'Files; with archive also folders.'),
  download: optional(flag('Link that saves instead of showing.')),
  redirect: optional(flag('Answer 302; only with one URI.')),
  entity: optional(text('Entity instead of the current version.')),
  use_primary_site_url: optional(flag('Build links on the first URL of the site.')),
  skip_error: optional(flag('Failed positions get an empty link instead of failing the call.')),
  archive: optional(flag('One link to a zip of everything.')),
  no_cache: optional(flag('Make new links.')),
});
export type FileURLRequest = Static<typeof FileURLRequest>;

export const FileURLResponse = named('FileURLResponse', 'Links in the order of the URIs.', {
  urls: list(
    object({
      url: text('Absolute URL; empty for a failed position.'),
      stream_saver_display_name: optional(text('Name to save under, where the storage cannot tell it.')),
    }),
    'Links.',
  ),
  expires: nullable(time('Earliest end.'), 'Earliest end of a link; null = never.'),
});
export type FileURLResponse = Static<typeof FileURLResponse>;

export const FileThumbResponse = named('FileThumbResponse', 'Link to a thumbnail.', {
  url: text('Absolute URL.'),
  expires: nullable(time('End.'), 'End of the link; null = never.'),
  obfuscated: optional(nullable(flag('True = the URL is scrambled; never sent by Canopy.'))),
});
export type FileThumbResponse = Static<typeof FileThumbResponse>;

export const DirectLinkResponse = named('DirectLinkResponse', 'A permanent link to a file.', {
  link: text('Absolute URL.'),
  file_url: text('URI of the file.'),
});
export type DirectLinkResponse = Static<typeof DirectLinkResponse>;

export const VersionRequest = named('VersionRequest', 'A version of a file.', {
  uri: uriText('File URI.'),
  version: text('Entity id.'),
});
export type VersionRequest = Static<typeof VersionRequest>;
