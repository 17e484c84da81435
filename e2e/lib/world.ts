/** A drive of its own, a browser, and visitors who sit before it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanopyClient, Session } from '@canopy/client';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { DriveProcess } from '../../tests/lib/drive-process.ts';
import { openBrowser } from './browser.ts';
import { artifacts } from './paths.ts';
import { mira, type Person, signedIn } from './people.ts';
import { Visitor } from './visitor.ts';

export interface VisitOptions {
  /** Who is signed in already; nobody when left out. */
  readonly as?: Person;
  /** A session that is open already, instead of one of its own. */
  readonly session?: Session | undefined;
  /** What this device remembers: theme, language, view (`canopy.preferences` of the web app). */
  readonly preferences?: Readonly<Record<string, unknown>>;
  readonly browser?: BrowserContextOptions;
  /** Another address of the drive, such as that of a proxy before it. */
  readonly at?: string;
  /** The browser runs service workers. Others do not, so that nothing of what a test sees comes from a cache. */
  readonly hasWorkers?: boolean;
}

interface Memory {
  readonly origin: string;
  readonly entries: readonly (readonly [name: string, value: string])[];
}

/**
 * Runs in every page before its own scripts: what the device remembers is there from the first page on, and left alone
 * from then on. (`storageState` of Playwright opens a page of its own for this with each visit.)
 */
function remember({ origin, entries }: Memory): void {
  const mark = 'e2e.remembered';
  if (self.origin !== origin || localStorage.getItem(mark)) return;
  for (const [name, value] of [[mark, 'yes'], ...entries] as const) localStorage.setItem(name, value);
}

export class World {
  readonly folder: string;
  readonly #browser: Browser;
  readonly #ownsBrowser: boolean;
  readonly #visitors: Visitor[] = [];
  #drive: DriveProcess;

  private constructor(folder: string, drive: DriveProcess, browser: Browser, ownsBrowser: boolean) {
    this.folder = folder;
    this.#drive = drive;
    this.#browser = browser;
    this.#ownsBrowser = ownsBrowser;
  }

  /** @param shared a browser that stays open; one of its own when left out */
  static async open(shared?: Browser): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'canopy-e2e-'));
    const drive = await DriveProcess.start({ dataDir: join(folder, 'data') });
    return new World(folder, drive, shared ?? (await openBrowser()), !shared);
  }

  get base(): string {
    return this.#drive.base;
  }

  /** A client of the drive for somebody who has an account. */
  client(person: Person = mira): Promise<CanopyClient> {
    return signedIn(this.base, person);
  }

  /** A window of a browser that nobody has used before. */
  async visit(options: VisitOptions = {}): Promise<Visitor> {
    const stored = new Map<string, unknown>();
    const session = options.session ?? (options.as && (await this.client(options.as)).session.get());
    if (session) stored.set('canopy.session', session);
    if (options.preferences) stored.set('canopy.preferences', { state: options.preferences, version: 1 });
    const { at = this.base } = options;
    const context = await this.#browser.newContext({
      baseURL: at,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      ...options.browser,
    });
    const entries = [...stored].map(([name, value]) => [name, JSON.stringify(value)] as const);
    await context.addInitScript(remember, { origin: at, entries });
    if (!options.hasWorkers) {
      await context.addInitScript(() => {
        delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
      });
    }
    const visitor = await Visitor.enter(context);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Ends the drive as a power cut would. */
  async crash(): Promise<void> {
    await this.#drive.crash();
  }

  /** Starts the drive again on its data, at the same address; meanwhile something may be changed behind its back. */
  async restart(meanwhile?: (dataDir: string) => void): Promise<void> {
    const listen = new URL(this.base).host;
    await this.#drive.stop();
    const { dataDir } = this.#drive;
    meanwhile?.(dataDir);
    this.#drive = await DriveProcess.start({ dataDir, listen });
  }

  /** Keeps a picture of every open window. */
  async photograph(name: string): Promise<void> {
    for (const [index, visitor] of this.#visitors.entries()) {
      const path = join(artifacts, `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}-${index + 1}.png`);
      await visitor.page.screenshot({ path });
    }
  }

  /** Closes all windows. @returns what the pages complained about */
  async empty(): Promise<string[]> {
    const complaints = this.#visitors.flatMap((visitor) => visitor.complaints);
    for (const visitor of this.#visitors.splice(0)) await visitor.leave();
    return complaints;
  }

  async close(): Promise<void> {
    if (this.#ownsBrowser) await this.#browser.close();
    await this.#drive.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
