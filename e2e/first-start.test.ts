import { describe, expect, it } from 'vitest';
import { mira, noor, type Person } from './lib/people.ts';
import { useEmptyWorld, useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

async function fillIn(visitor: Visitor, { email, password }: Person, button: string): Promise<void> {
  await visitor.page.getByLabel('Mail address').fill(email);
  await visitor.page.getByRole('textbox', { name: /^Password/ }).fill(password);
  await visitor.button(button).click();
}

async function signOut(visitor: Visitor): Promise<void> {
  await visitor.choose(visitor.button(/^Account/), 'Sign out');
  await visitor.button('Sign in').waitFor();
}

describe('before anybody has an account', () => {
  const world = useEmptyWorld();

  it('greets with sign-in, makes the first account, and shows it an empty drive', async () => {
    const visitor = await world().visit();
    await visitor.open('/');
    await visitor.page.getByRole('link', { name: 'Create an account' }).click();
    await visitor.page.getByRole('heading', { name: 'Make yourself at home' }).waitFor();
    await visitor.page.getByText('the first account becomes the administrator').waitFor();
    await fillIn(visitor, mira, 'Create account');
    await visitor.inFolder('My files');
    await visitor.page.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
    expect(new URL(visitor.page.url()).pathname).toBe('/files');
    await visitor.button(/^Account/).click();
    await visitor.page.getByRole('menu').getByText('Administrator').waitFor();
  });
});

describe('when somebody has one', () => {
  const world = useWorld();

  it('says what is wrong with a password in plain words, and takes the right one', async () => {
    const visitor = await world().visit({ as: mira });
    await visitor.openFolder();
    await signOut(visitor);
    await fillIn(visitor, { ...mira, password: 'not the password' }, 'Sign in');
    await visitor.page.getByText('The address or the password is not right.').waitFor();
    await fillIn(visitor, mira, 'Sign in');
    await visitor.inFolder('My files');
  });

  it('asks for what is missing before it asks the server', async () => {
    const visitor = await world().visit();
    await visitor.open('/signup');
    await visitor.button('Create account').click();
    await visitor.page.getByText('Enter your mail address.').waitFor();
    await fillIn(visitor, { email: 'nobody', password: 'x' }, 'Create account');
    await visitor.page.getByText('This does not look like a mail address.').waitFor();
    await fillIn(visitor, { email: 'nobody@example.org', password: 'short' }, 'Create account');
    await visitor.page
      .getByRole('alert')
      .getByText(/At least 8 characters/)
      .waitFor();
  });

  it('refuses an address that has an account already', async () => {
    const visitor = await world().visit();
    await visitor.open('/signup');
    await fillIn(visitor, mira, 'Create account');
    await visitor.page.getByText('There is already an account with this mail address. Sign in instead.').waitFor();
  });

  it('leads back to the folder that was asked for before the sign-in', async () => {
    const client = await world().client();
    await client.mkdir('cloudreve://my/Letters/2026');
    const visitor = await world().visit();
    await visitor.open('/files/Letters/2026');
    await fillIn(visitor, mira, 'Sign in');
    await visitor.inFolder('2026');
    expect(new URL(visitor.page.url()).pathname).toBe('/files/Letters/2026');
  });

  it('makes every further account an ordinary one, which sees nothing of the first', async () => {
    const visitor = await world().visit();
    await visitor.open('/signup');
    await fillIn(visitor, noor, 'Create account');
    await visitor.inFolder('My files');
    await visitor.page.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
    await visitor.button(/^Account/).click();
    await visitor.page.getByRole('menu').getByText(noor.email).first().waitFor();
    expect(await visitor.page.getByRole('menu').getByText('Administrator').count()).toBe(0);
    await visitor.press('Escape');
    await visitor.open('/files/Letters/2026');
    await visitor.page.getByRole('heading', { name: 'This folder is not here' }).waitFor();
  });

  it('signs out every tab of the browser at once', async () => {
    const visitor = await world().visit({ as: mira });
    await visitor.openFolder();
    const other = await visitor.newTab('/files');
    await other.getByRole('heading', { name: 'My files' }).waitFor();
    await signOut(visitor);
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});
