/** Site, sign-in and users. */
import Type from 'typebox';
import { operation } from '../operation.ts';
import { flag, list, nullable, object, optional, text, uuid } from '../schemas/build.ts';
import { HashId } from '../schemas/common.ts';
import { Manifest, SiteConfig } from '../schemas/site.ts';
import { StoragePolicy } from '../schemas/storage.ts';
import {
  Capacity,
  Captcha,
  CaptchaFields,
  Group,
  LoginResponse,
  PatchUserSetting,
  PrepareLoginResponse,
  Token,
  User,
  UserSettings,
} from '../schemas/user.ts';
import { because } from './shared.ts';

const email = (description: string, maxLength?: number) =>
  text(description, { format: 'email', ...(maxLength && { maxLength }) });

const RefreshTokenBody = object({ refresh_token: text('Refresh token.') });
const UserIdParams = object({ id: HashId });

export const accountOperations = {
  ping: operation('ping', {
    summary: 'Version of the API',
    description: 'Liveness probe; does not touch the database.',
    tags: ['Site'],
    security: 'none',
    data: text('major.minor.patch, with the suffix -pro.', { examples: ['4.18.0-pro'] }),
    errors: {},
  }),

  getCaptcha: operation('getCaptcha', {
    summary: 'New captcha picture',
    description: 'Valid for 10 minutes.',
    tags: ['Site'],
    security: 'none',
    data: Captcha,
    errors: {},
  }),

  getSiteConfig: operation('getSiteConfig', {
    summary: 'Public settings of one section',
    description: 'Sections: basic, login, explorer, emojis, vas, app, thumb. Any other name answers basic.',
    tags: ['Site'],
    security: 'optional',
    params: object({ section: text('Name of the section.') }),
    data: SiteConfig,
    errors: {},
  }),

  getManifest: operation('getManifest', {
    summary: 'Web app manifest',
    tags: ['Site'],
    security: 'none',
    raw: { contentTypes: ['application/json'], schema: Manifest },
    errors: {},
  }),

  prepareLogin: operation('prepareLogin', {
    summary: 'How an e-mail address can sign in',
    tags: ['Session'],
    security: 'none',
    query: object({ email: email('Address of the account.') }),
    data: PrepareLoginResponse,
    errors: { 404: 'no account has this address', 40001: 'the address is missing or malformed' },
  }),

  passwordSignIn: operation('passwordSignIn', {
    summary: 'Sign in with e-mail address and password',
    description: 'Code 203 with the id of a two-factor session when the account asks for a code.',
    tags: ['Session/Token'],
    security: 'none',
    body: Type.Object({
      ...CaptchaFields.properties,
      email: email('Address of the account; case does not matter.'),
      password: text('The password.', { minLength: 4, maxLength: 128 }),
    }),
    data: LoginResponse,
    continueData: uuid('Two-factor session.'),
    errors: {
      203: 'a two-factor code is wanted, data = session',
      40001: because.badBody,
      40017: 'right password, but the account is blocked',
      40018: 'right password, but the account waits for activation',
      40026: because.captcha,
      40080: 'unknown address, wrong password, or an account without one',
      50002: 'the token could not be signed',
    },
  }),

  signOut: operation('signOut', {
    summary: 'Sign out',
    description: 'Ends all refresh tokens that stem from the same sign-in.',
    tags: ['Session/Token'],
    security: 'none',
    body: RefreshTokenBody,
    data: nullable(text('Address to go to.'), 'Empty, or where the identity provider ends its session.'),
    errors: { 40001: because.badBody, 40020: 'the token is damaged, forged or expired' },
  }),

  refreshToken: operation('refreshToken', {
    summary: 'New pair of tokens for a refresh token',
    description: 'The old refresh token stays valid until its own end.',
    tags: ['Session/Token'],
    security: 'none',
    scope: 'offline_access',
    body: RefreshTokenBody,
    data: Token,
    errors: {
      40001: because.badBody,
      40020: 'the token is forged, expired, withdrawn or no refresh token, or its user or app may not go on',
    },
  }),

  signUp: operation('signUp', {
    summary: 'Register',
    description: 'Code 203 without data when a mail with an activation link was sent. No token is given.',
    tags: ['User'],
    security: 'none',
    featureSwitch: 'register_enabled',
    body: Type.Object({
      ...CaptchaFields.properties,
      email: email('Address of the account.', 100),
      password: text('The password.', { minLength: 6, maxLength: 128 }),
      language: optional(text('Language tag.', { examples: ['en-US'] })),
    }),
    data: User,
    errors: {
      203: 'the activation mail was sent',
      40001: because.badBody,
      40019: 'registration is switched off',
      40026: because.captcha,
      40028: 'the mail could not be sent; signing up again sends it again',
      40031: 'the mail provider is not accepted',
      40032: 'the address belongs to an active or blocked account',
      40033: 'the address belongs to an account that waits for activation; the mail was sent again',
      50001: 'the account could not be stored',
      50002: 'the activation link could not be signed',
    },
  }),

  getAvatar: operation('getAvatar', {
    summary: 'Profile picture',
    tags: ['User'],
    security: 'none',
    params: UserIdParams,
    query: object({
      nocache: optional(flag('Leave out the public cache header.')),
      key: optional(text('Ignored; defeats caches.')),
    }),
    raw: {
      contentTypes: ['image/png'],
      statuses: { 302: 'The picture is at Gravatar.', 404: 'The user has no picture.' },
    },
    errors: { 40001: 'the id is not valid', 40021: 'there is no such user' },
  }),

  getUserInfo: operation('getUserInfo', {
    summary: 'Public profile',
    tags: ['User'],
    security: 'optional',
    params: UserIdParams,
    data: User,
    errors: { 40001: 'the id is not valid', 40021: 'there is no such user' },
  }),

  getMe: operation('getMe', {
    summary: 'The caller',
    tags: ['User'],
    security: 'required',
    scope: 'UserInfo.Read',
    data: User,
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),

  getCapacity: operation('getCapacity', {
    summary: 'Storage quota of the caller',
    tags: ['User'],
    security: 'required',
    scope: 'UserInfo.Read',
    data: Capacity,
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),

  searchUsers: operation('searchUsers', {
    summary: 'Find users by name or address',
    tags: ['User'],
    security: 'required',
    scope: 'UserInfo.Read',
    query: object({ keyword: text('Part of the name or address.', { minLength: 2 }) }),
    data: list(User, 'At most ten users.'),
    errors: {
      401: because.notSignedIn,
      40001: 'the keyword is missing or shorter than 2',
      40089: because.scope,
      50001: because.database,
    },
  }),

  listGroups: operation('listGroups', {
    summary: 'Names of all groups',
    description: 'All but that of visitors, oldest first, with id and name alone: to share with a group.',
    tags: ['Group'],
    security: 'required',
    scope: 'UserInfo.Read',
    data: list(Group, 'Groups, only id and name.'),
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),

  getPreferences: operation('getPreferences', {
    summary: 'Preferences and security state of the caller',
    tags: ['User/Setting'],
    security: 'required',
    scope: 'UserInfo.Read',
    data: UserSettings,
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),

  patchPreferences: operation('patchPreferences', {
    summary: 'Change preferences, password or two-factor sign-in',
    description: 'In this order: name, password, two-factor, the rest together. An error leaves earlier steps done.',
    tags: ['User/Setting'],
    security: 'required',
    scope: 'UserInfo.Write',
    body: PatchUserSetting,
    errors: {
      401: because.notSignedIn,
      40001: 'a member breaks its rule, or two_fa_enabled comes without two_fa_code',
      40022: 'the code is wrong, or two-factor is switched off while it is not on',
      40069: 'current_password is wrong',
      40089: because.scope,
      50001: 'not stored',
      50005: 'two-factor is switched on without being prepared',
    },
  }),

  listAvailablePolicies: operation('listAvailablePolicies', {
    summary: 'Storage policies that the caller may mount on folders',
    description: 'Those of the group, in its order. The first is where files go that are below no mount.',
    tags: ['User/Setting'],
    security: 'required',
    scope: 'UserInfo.Read',
    data: list(StoragePolicy, 'Policies.'),
    errors: { 401: because.notSignedIn, 40089: because.scope, 50001: because.database },
  }),
} as const;
