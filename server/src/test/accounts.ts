import { IdCodec } from '@canopy/contract';
import {
  Authentication,
  Brakes,
  Captcha,
  Groups,
  Passwords,
  Preferences,
  Profiles,
  prepareFirstStart,
  SignIn,
  SignUp,
  Tokens,
} from '../accounts/index.ts';
import type { Database } from '../db/index.ts';
import { EventBus, ManualClock, type Secrets, silentLog } from '../kernel/index.ts';
import { Settings } from '../settings/index.ts';

export const testSecrets: Secrets = { secretKey: 'k'.repeat(256), idSalt: 'salt', instanceId: 'instance' };

/** Everything of accounts/, over an empty database that is brought to its first start, with a clock to move. */
export async function composeAccounts(database: Database, clock = new ManualClock()) {
  await prepareFirstStart(database, clock);
  const settings = await Settings.open({ database, bus: new EventBus(silentLog), log: silentLog });
  const ids = new IdCodec(testSecrets.idSalt);
  const tokens = new Tokens({ secrets: testSecrets, settings, ids, clock });
  const passwords = new Passwords();
  const groups = new Groups({ database });
  const brakes = new Brakes({ database, clock });
  const captcha = new Captcha({ database, settings, clock });
  return {
    database,
    clock,
    settings,
    ids,
    tokens,
    passwords,
    groups,
    brakes,
    captcha,
    signUp: new SignUp({ database, settings, passwords, captcha, clock }),
    signIn: new SignIn({ database, settings, tokens, passwords, brakes, captcha, groups, ids, clock }),
    preferences: new Preferences({ database, passwords, brakes, clock }),
    profiles: new Profiles({ database, settings, groups, ids }),
    authentication: new Authentication({ database, tokens, groups, ids }),
    close: () => settings.close(),
  };
}

export type TestAccounts = Awaited<ReturnType<typeof composeAccounts>>;
