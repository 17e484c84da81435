/** Bodies and answers of the operations on share links; the share itself stands with the files. */
import { as, flag, list, named, optional, type Static, text, uriText, whole } from './build.ts';
import { HashId, PaginationResults } from './common.ts';
import { PermissionSetting, Share } from './file.ts';

export const ShareCreateService = named('ShareCreateService', 'What is shared, and how.', {
  uri: uriText('URI of a file or folder of the caller; no root.'),
  is_private: optional(flag('Protect it by a password. Only when it is made.')),
  password: optional(
    text('Password of a private share; empty = one is drawn. Only when it is made.', {
      maxLength: 32,
      pattern: '^[a-zA-Z0-9]*$',
    }),
  ),
  expire: optional(whole('Seconds from now until it ends; 0 or absent = never.')),
  downloads: optional(whole('Downloads allowed from now on; 0 or absent = unlimited.')),
  share_view: optional(flag('Visitors get the view of the owner.')),
  show_readme: optional(flag('Open the README of a folder.')),
  price: optional(whole('Price in credits; 0 or absent = free.', { minimum: 0 })),
  permissions: optional(as(PermissionSetting, 'What visitors may do; absent = everybody may read.')),
});
export type ShareCreateService = Static<typeof ShareCreateService>;

export const BatchDeleteSharesService = named('BatchDeleteSharesService', 'Shares to delete.', {
  ids: list(HashId, 'Share ids.'),
});
export type BatchDeleteSharesService = Static<typeof BatchDeleteSharesService>;

export const ListShareResponse = named('ListShareResponse', 'One page of shares.', {
  shares: list(Share, 'Shares of the page.'),
  pagination: PaginationResults,
});
export type ListShareResponse = Static<typeof ListShareResponse>;
