/**
 * Who is signed in on this device. Kept in localStorage ("stay signed in", shared by all tabs) or in sessionStorage
 * (gone with the tab). The client refreshes tokens through this store; a sign-out in one tab reaches the others.
 */
import type { Session, SessionStore } from '@canopy/client';
import { useSyncExternalStore } from 'react';

const key = 'canopy.session';

/** Where this device keeps a text of a person that is not saved; without a file, how all of his begin. */
export const draftKey = (by: string, fileId = ''): string => `canopy.draft.${by}.${fileId}`;

class BrowserSession implements SessionStore {
  /** Something was shown with this session: work of a person may depend on the page. */
  isUsed = false;
  /** Calls that wait until the person has signed in again; undefined while his session has not ended. */
  waiting: number | undefined;
  private current: Session | undefined;
  private asking: PromiseWithResolvers<boolean> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor() {
    this.current = read(localStorage) ?? read(sessionStorage);
    window.addEventListener('storage', (event) => {
      if (event.storageArea !== localStorage || (event.key !== key && event.key !== null)) return;
      this.take(read(localStorage) ?? read(sessionStorage));
    });
  }

  readonly get = (): Session | undefined => this.current;

  set(session: Session | undefined): void {
    const stays = this.stays;
    for (const storage of [localStorage, sessionStorage]) {
      if (session && (storage === localStorage) === stays) storage.setItem(key, JSON.stringify(session));
      else storage.removeItem(key);
    }
    this.take(session);
  }

  /**
   * A person signs out: texts that he has not saved go from this device too (`features/preview/text/drafts.ts`). They
   * outlive a session that only ends, so that nothing is lost by it.
   */
  leave(by = this.current?.user.id): void {
    for (const name of Object.keys(localStorage)) {
      if (by !== undefined && name.startsWith(draftKey(by))) localStorage.removeItem(name);
    }
    this.set(undefined);
  }

  /** The server has ended the session: the page stays, and the person is asked to sign in again. */
  end(): void {
    if (!this.current || this.asking) return;
    if (this.isUsed) {
      this.asking = Promise.withResolvers();
      this.waiting = 0;
      this.tell();
    } else this.set(undefined);
  }

  revival(): Promise<boolean> | undefined {
    if (this.waiting !== undefined) {
      this.waiting++;
      this.tell();
    }
    return this.asking?.promise;
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

  private take(session: Session | undefined): void {
    /* A page belongs to the person it was loaded for; another one gets a page of his own. */
    if (session && this.current && session.user.id !== this.current.user.id) {
      this.isUsed = false;
      window.location.replace('/files');
      return;
    }
    this.current = session;
    this.asking?.resolve(session !== undefined);
    this.asking = this.waiting = undefined;
    this.tell();
  }

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

/** How many calls wait until the person has signed in again; undefined while his session has not ended. */
export function useWaitingCalls(): number | undefined {
  return useSyncExternalStore(session.subscribe, () => session.waiting);
}
