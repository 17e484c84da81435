import type { ServerResponse } from 'node:http';
import type { IdCodec } from '@canopy/contract';
import { type RawContext, type Route, rawRoute, route } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Captcha } from './captcha.ts';
import type { Preferences } from './preferences.ts';
import { presentUser } from './present.ts';
import type { Profiles } from './profiles.ts';
import type { SignIn } from './sign-in.ts';
import type { SignUp } from './sign-up.ts';

export interface AccountServices {
  readonly signUp: SignUp;
  readonly signIn: SignIn;
  readonly profiles: Profiles;
  readonly preferences: Preferences;
  readonly captcha: Captcha;
  readonly settings: Settings;
  readonly ids: IdCodec;
}

export function accountRoutes(services: AccountServices): readonly Route[] {
  const { signUp, signIn, profiles, preferences, captcha, ids } = services;
  return [
    route('getCaptcha', () => captcha.draw()),
    route('signUp', async ({ body }) => presentUser(ids, await signUp.register(body), undefined, 'self')),
    route('prepareLogin', ({ query }) => signIn.prepare(query.email)),
    route('passwordSignIn', ({ body, address }) => signIn.withPassword(body, address)),
    route('refreshToken', ({ body }) => signIn.refresh(body.refresh_token)),
    route('signOut', async ({ body }) => {
      await signIn.signOut(body.refresh_token);
      return '';
    }),
    route('getMe', ({ caller }) => profiles.self(caller)),
    route('getCapacity', ({ caller }) => profiles.capacity(caller)),
    route('getUserInfo', ({ caller, params }) => profiles.other(caller, params.id)),
    route('searchUsers', ({ caller, query }) => profiles.search(caller, query.keyword)),
    route('listGroups', () => profiles.groups()),
    route('getPreferences', ({ caller }) => preferences.get(caller)),
    route('patchPreferences', async ({ caller, body, address }) => {
      await preferences.change(caller, body, address);
      return undefined;
    }),
    rawRoute('getAvatar', (context) => answerAvatar(context, services)),
  ];
}

async function answerAvatar(
  { params, query, response }: RawContext<'getAvatar'>,
  { profiles, settings }: AccountServices,
): Promise<void> {
  const location = await profiles.avatarAddress(params.id);
  const headers: Record<string, string> = {};
  if (!query.nocache) headers['cache-control'] = `public, max-age=${settings.get('public_resource_maxage')}`;
  if (location === undefined) end(response, 404, headers);
  else end(response, 302, { ...headers, location });
}

function end(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { ...headers, 'content-length': '0' });
  response.end();
}
