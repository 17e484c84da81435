import { CanopyClient } from '@canopy/client';

/** Somebody with an account. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

const password = 'tall trees grow slowly';

export const mira: Person = { email: 'mira@example.org', password };
export const noor: Person = { email: 'noor@example.org', password };

/** A client of the drive at `base`, signed in as somebody who has an account. */
export async function signedIn(base: string, person: Person): Promise<CanopyClient> {
  const client = new CanopyClient({ baseUrl: base });
  await client.signIn(person);
  return client;
}

/** As `signedIn`, for somebody who has no account yet. */
export async function signedUp(base: string, person: Person): Promise<CanopyClient> {
  await new CanopyClient({ baseUrl: base }).signUp({ ...person, language: 'en-US' });
  return signedIn(base, person);
}
