/** Storage policies as clients see them, and the blobs behind a file. */
import Type from 'typebox';
import { flag, named, numeral, optional, type Static, text, whole } from './build.ts';
import { DateTime, PolicyType } from './common.ts';
import { User } from './user.ts';

/** Children of a load_balance policy are policies again. */
export const StoragePolicy = Type.Cyclic(
  {
    StoragePolicy: Type.Object({
      id: text('Hashed policy id.'),
      name: text('Display name.'),
      type: PolicyType,
      allowed_suffix: optional(
        Type.Array(text('Extension, lower case, no dot.'), { description: 'Only these extensions.' }),
      ),
      denied_suffix: optional(
        Type.Array(text('Extension, lower case, no dot.'), { description: 'None of these extensions.' }),
      ),
      allowed_name_regexp: optional(text('Names must match this.')),
      denied_name_regexp: optional(text('Names must not match this.')),
      max_size: whole('Largest file in bytes; 0 = no limit.'),
      relay: optional(flag('True = uploads go through the server, as if the type were local.')),
      chunk_concurrency: optional(whole('Chunks sent in parallel; absent = 1.')),
      encryption: optional(flag('True = new files are stored encrypted.')),
      streaming_encryption: optional(flag('True = encryption while streaming through the server.')),
      weight: optional(Type.Number({ description: 'Share of the load, on a child of load_balance.' })),
      children: optional(Type.Array(Type.Ref('StoragePolicy'), { description: 'Only with load_balance.' })),
    }),
  },
  'StoragePolicy',
  { title: 'StoragePolicy', description: 'What a client must know to upload.' },
);
export type StoragePolicy = Static<typeof StoragePolicy>;

export const EntityType = Type.With(numeral([0, 1, 2], '0 = version, 1 = thumbnail, 2 = live photo.'), {
  title: 'EntityType',
});
export type EntityType = Static<typeof EntityType>;

export const EncryptionCipher = Type.Enum(['aes-256-ctr'], {
  title: 'EncryptionCipher',
  type: 'string',
  description: 'Cipher of the stored bytes.',
});
export type EncryptionCipher = Static<typeof EncryptionCipher>;

export const Entity = named('Entity', 'One blob of a file.', {
  id: text('Hashed entity id, the id of a version.'),
  size: whole('Bytes.'),
  type: EntityType,
  created_at: DateTime,
  storage_policy: optional(StoragePolicy),
  created_by: optional(User),
  encrypted_with: optional(EncryptionCipher),
});
export type Entity = Static<typeof Entity>;
