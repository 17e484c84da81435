/** People, groups, sign-in and preferences. */

import {
  as,
  flag,
  list,
  named,
  nullable,
  numeral,
  object,
  optional,
  type Static,
  text,
  time,
  whole,
  word,
} from './build.ts';
import { BooleanSet, FileUriText, HashId, Scope } from './common.ts';

export const Group = named('Group', 'Group of a user.', {
  id: HashId,
  name: text('Name of the group.'),
  permission: optional(as(BooleanSet, 'Flags of GroupPermission; left out for strangers.')),
  direct_link_batch_size: optional(whole('Direct links in one call; 0 or absent = none.')),
  trash_retention: optional(whole('Seconds files stay in the trash; 0 or absent = for ever.')),
});
export type Group = Static<typeof Group>;

export const PinFileService = named('PinFileService', 'A pinned place of the sidebar.', {
  uri: FileUriText,
  name: optional(nullable(text('Label.'), 'Label instead of the folder name; null or empty = the folder name.')),
});
export type PinFileService = Static<typeof PinFileService>;

export const OrderPinsService = named('OrderPinsService', 'An order of pins.', {
  uris: list(FileUriText, 'Pinned places, the first one first.', { minItems: 1, maxItems: 500 }),
});
export type OrderPinsService = Static<typeof OrderPinsService>;

export const ShareLinksInProfile = word(
  ['', 'all_share', 'hide_share'],
  'Shares on the profile page: public, all or none.',
);

export const User = named('User', 'A user. Others see id, nickname, avatar, created_at and what the site allows.', {
  id: HashId,
  email: optional(text('Left out for strangers and for anonymous.')),
  nickname: text('Display name; empty for anonymous.'),
  status: optional(
    word(['active', 'inactive', 'manual_banned', 'sys_banned'], 'Usable, waiting for activation, or blocked.'),
  ),
  avatar: optional(word(['file', 'gravatar'], 'Where the picture comes from; absent = none.')),
  created_at: time('When the account was made; year 1 for anonymous.'),
  preferred_theme: optional(text('CSS colour of the chosen theme.')),
  anonymous: optional(nullable(flag('True for nobody signed in.'))),
  group: optional(Group),
  pined: optional(list(PinFileService, 'Pinned folders (spelled like this on the wire).')),
  language: optional(text('Language tag.')),
  credit: optional(whole('Balance of credits.')),
  disable_view_sync: optional(flag('True = view settings stay in the client.')),
  share_links_in_profile: optional(ShareLinksInProfile),
});
export type User = Static<typeof User>;

export const Capacity = named('Capacity', 'Storage quota, in bytes.', {
  total: whole('Quota of the group and all packs in force.'),
  used: whole('Bytes in use; may exceed the total.'),
  storage_pack_total: optional(whole('The part of the total that comes from packs.')),
});
export type Capacity = Static<typeof Capacity>;

export const CaptchaFields = named('CaptchaFields', 'Members of bodies that may have to carry a captcha.', {
  captcha: optional(text('Typed text, or the token of reCAPTCHA.')),
  ticket: optional(text('Id of the picture, or the token of Turnstile or Cap.')),
  randstr: optional(text('Not used any more.', { deprecated: true })),
});
export type CaptchaFields = Static<typeof CaptchaFields>;

export const Captcha = object({
  image: text('PNG as data URL.'),
  ticket: text('Id to send back with the typed text.'),
});
export type Captcha = Static<typeof Captcha>;

export const PrepareLoginResponse = named('PrepareLoginResponse', 'Ways in which an account can sign in.', {
  webauthn_enabled: flag('Has a passkey.'),
  password_enabled: flag('Has a password.'),
  sso_enabled: optional(flag('Is linked to Logto or OpenID Connect.')),
  qq_enabled: optional(flag('Is linked to QQ.')),
});
export type PrepareLoginResponse = Static<typeof PrepareLoginResponse>;

export const Token = named('Token', 'Pair of tokens.', {
  access_token: text('JWT for the Authorization header.'),
  refresh_token: text('JWT for refresh and sign-out.'),
  access_expires: time('End of the access token.'),
  refresh_expires: time('End of the refresh token.'),
});
export type Token = Static<typeof Token>;

export const LoginResponse = named('LoginResponse', 'A finished sign-in.', { user: User, token: Token });
export type LoginResponse = Static<typeof LoginResponse>;

export const Passkey = named('Passkey', 'A registered passkey.', {
  id: text('Credential id in standard base64.'),
  name: text('Display name.'),
  used_at: optional(time('Last sign-in; absent = never.')),
  created_at: time('When it was registered.'),
});
export type Passkey = Static<typeof Passkey>;

export const OAuthGrant = named('OAuthGrant', 'An app that has access to the account.', {
  client_id: text('Id of the app.'),
  client_name: text('Name of the app or its translation key.'),
  client_logo: text('URL of the icon; may be empty.'),
  scopes: list(Scope, 'Rights granted.'),
  last_used_at: optional(nullable(time('Last use.'))),
});
export type OAuthGrant = Static<typeof OAuthGrant>;

export const LoginActivity = named('LoginActivity', 'One attempt to sign in.', {
  created_at: time('When.'),
  ip: text('From which address.'),
  browser: text('Browser, from the User-Agent.'),
  device: text('Device, from the User-Agent.'),
  os: text('Operating system, from the User-Agent.'),
  login_with: word(['', 'passkey', 'openid'], 'Way of signing in; empty = password.'),
  open_id_provider: whole('Provider; only meaningful with openid.'),
  success: flag('False for a failed attempt.'),
  webdav: flag('True for a WebDAV client.'),
});
export type LoginActivity = Static<typeof LoginActivity>;

export const UserSettings = named('UserSettings', 'Preferences and security state of an account.', {
  version_retention_enabled: flag('Old versions of files are kept.'),
  version_retention_ext: optional(list(text('Extension without dot.'), 'Only of these extensions; absent = all.')),
  version_retention_max: optional(whole('Versions kept of a file; 0 or absent = no limit.')),
  passwordless: flag('The account has no password.'),
  two_fa_enabled: flag('Two-factor sign-in is on.'),
  passkeys: optional(list(Passkey, 'Absent when there are none.')),
  disable_view_sync: flag('True = view settings stay in the client.'),
  share_links_in_profile: optional(ShareLinksInProfile),
  oauth_grants: optional(list(OAuthGrant, 'Absent when there are none.')),
  group_expires: optional(time('End of the bought membership.')),
  open_id: optional(
    list(
      object({
        provider: numeral([0, 1, 2], 'Logto, QQ, OpenID Connect.'),
        linked_at: time('When it was linked.'),
      }),
      'Linked identities.',
    ),
  ),
  login_activity: optional(list(LoginActivity, 'Recent sign-ins, newest first.')),
  storage_packs: optional(
    list(
      object({
        name: text('Name of the pack.'),
        active_since: time('Start.'),
        expire_at: time('End.'),
        size: whole('Bytes.'),
      }),
      'Storage packs in force.',
    ),
  ),
  credit: optional(whole('Balance of credits.')),
});
export type UserSettings = Static<typeof UserSettings>;

export const PatchUserSetting = named('PatchUserSetting', 'Only the members that are present are changed.', {
  nick: optional(text('Display name.', { minLength: 1, maxLength: 255 })),
  language: optional(text('Language tag.', { minLength: 1, maxLength: 255 })),
  preferred_theme: optional(text('CSS colour.')),
  version_retention_enabled: optional(flag('Keep old versions.')),
  version_retention_ext: optional(list(text('Extension without dot.'), 'Only of these; empty = all.')),
  version_retention_max: optional(whole('Versions kept of a file; 0 = no limit.', { minimum: 0 })),
  current_password: optional(text('Together with new_password.', { minLength: 4, maxLength: 128 })),
  new_password: optional(text('Together with current_password.', { minLength: 6, maxLength: 128 })),
  two_fa_enabled: optional(flag('Switch two-factor sign-in; needs two_fa_code.')),
  two_fa_code: optional(text('Six digits.')),
  disable_view_sync: optional(flag('True = view settings stay in the client.')),
  share_links_in_profile: optional(ShareLinksInProfile),
  group_expires: optional(flag('True = give up the bought membership now.')),
});
export type PatchUserSetting = Static<typeof PatchUserSetting>;
