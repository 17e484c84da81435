/** What all areas of the contract share: the envelope, paging, ids, flag sets, enumerations. */
import Type from 'typebox';
import { ErrorCode } from '../errors.ts';
import { flag, named, optional, type Static, text, whole, word } from './build.ts';

export const HashId = Type.String({
  title: 'HashId',
  pattern: '^[a-zA-Z0-9]{2,}$',
  description: 'Opaque, case-sensitive id of one kind of object.',
  examples: ['lpua'],
});
export type HashId = Static<typeof HashId>;

export const BooleanSet = Type.String({
  title: 'BooleanSet',
  contentEncoding: 'base64',
  description: 'Set of numbered flags as base64 of little-endian bits; empty text = empty set.',
  examples: ['hA==', '/RoB'],
});
export type BooleanSet = Static<typeof BooleanSet>;

export const DateTime = Type.String({
  title: 'DateTime',
  format: 'date-time',
  description: 'RFC 3339 time with offset and any number of decimals.',
});
export type DateTime = Static<typeof DateTime>;

/** The text form of the class `FileUri`. */
export const FileUriText = Type.String({
  title: 'FileUri',
  pattern: '^cloudreve://',
  'x-judged-by': 'FileUri',
  description: 'Address of a file or folder: cloudreve://[id[:password]@]host/path[?search].',
  examples: ['cloudreve://my/Design%20Drafts/cover%20photo.jpg', 'cloudreve://q4Rt8:k3yw0rd@share/Renders'],
});
export type FileUriText = Static<typeof FileUriText>;

export const OrderDirection = Type.With(word(['asc', 'desc'], 'Ascending or descending.'), {
  title: 'OrderDirection',
});
export type OrderDirection = Static<typeof OrderDirection>;

export const PolicyType = Type.With(
  word(
    ['local', 'remote', 's3', 'oss', 'cos', 'obs', 'ks3', 'qiniu', 'upyun', 'onedrive', 'load_balance'],
    'Kind of storage behind a storage policy; load_balance spreads uploads over its children.',
  ),
  { title: 'PolicyType' },
);
export type PolicyType = Static<typeof PolicyType>;

export const Scope = Type.With(
  word(
    [
      'openid',
      'profile',
      'email',
      'offline_access',
      'UserInfo.Read',
      'UserInfo.Write',
      'UserSecurityInfo.Read',
      'UserSecurityInfo.Write',
      'Workflow.Read',
      'Workflow.Write',
      'Files.Read',
      'Files.Write',
      'Shares.Read',
      'Shares.Write',
      'Finance.Read',
      'Finance.Write',
      'DavAccount.Read',
      'DavAccount.Write',
      'Admin.Read',
      'Admin.Write',
    ],
    'Right of an app over an account; X.Write implies X.Read. Direct sign-ins are not limited by scopes.',
  ),
  { title: 'Scope' },
);
export type Scope = Static<typeof Scope>;

export const ErrorCodeNumber = Type.Enum(Object.values(ErrorCode), {
  title: 'ErrorCode',
  type: 'integer',
  description: 'Value of `code` in an envelope.',
});

export const PaginationResults = named(
  'PaginationResults',
  'Paging state of a list: page and total_items (offset style), or next_token (cursor style).',
  {
    page: whole('Page from 0; always 0 in cursor style.', { minimum: 0 }),
    page_size: whole('Page size that was applied.'),
    total_items: optional(whole('All rows; offset style only, left out when 0.')),
    next_token: optional(text('Token of the next page; absent on the last one.')),
    is_cursor: optional(flag('True for cursor style.')),
  },
);
export type PaginationResults = Static<typeof PaginationResults>;
