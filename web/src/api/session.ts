/**
 * Who is signed in on this device. Kept in localStorage ("stay signed in", shared by all tabs) or in sessionStorage
 * (gone with the tab). The client refreshes tokens through this store; a sign-out in one tab reaches the others.
 */
import type { Session, SessionStore } from '@canopy/client';
import { useSyncExternalStore } from 'react';

const key = 'canopy.session';

class BrowserSession implements SessionStore {
  private current: Session | undefined;
  private readonly listeners = new Set<() => void>();

  constructor() {
    this.current = read(localStorage) ?? read(sessionStorage);
    window.addEventListener('storage', (event) => {
      if (event.storageArea !== localStorage || (event.key !== key && event.key !== null)) return;
      this.current = read(localStorage) ?? read(sessionStorage);
      this.tell();
    });
  }

  readonly get = (): Session | undefined => this.current;

  set(session: Session | undefined): void {
    this.current = session;
    const stays = this.stays;
    for (const storage of [localStorage, sessionStorage]) {
      if (session && (storage === localStorage) === stays) storage.setItem(key, JSON.stringify(session));
      else storage.removeItem(key);
    }
    this.tell();
  }

  /** Where the next session is kept; remembered by the place where the last one was. */
  set stays(stays: boolean) {
    if (stays) localStorage.removeItem(`${key}.leaves`);
    else localStorage.setItem(`${key}.leaves`, '1');
  }

  get stays(): boolean {
    return localStorage.getItem(`${key}.leaves`) === null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function read(storage: Storage): Session | undefined {
  try {
    const session: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    return isSession(session) ? session : undefined;
  } catch {
    /* Damaged by hand or by another program: as if nobody were signed in. */
    return undefined;
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null || !('token' in value) || !('user' in value)) return false;
  const { token, user } = value;
  return typeof token === 'object' && token !== null && typeof user === 'object' && user !== null;
}

export const session = new BrowserSession();

/** The session, or undefined when nobody is signed in. */
export function useSession(): Session | undefined {
  return useSyncExternalStore(session.subscribe, session.get);
}
