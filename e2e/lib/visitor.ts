import { CanopyClient, MemorySession, type Session } from '@canopy/client';
import type { BrowserContext, CDPSession, Locator, Page, Request } from 'playwright-core';

/**
 * Runs in every page before its own scripts. Sentences that leave by themselves (`components/Snackbar.tsx`, 5 to 12
 * seconds) stay longer, because a busy machine may look late; and whatever the Content-Security-Policy blocks is told
 * to the console, which fails the test.
 */
function prepare({ least, most, times }: { least: number; most: number; times: number }): void {
  const wait = window.setTimeout.bind(window);
  const patient = (work: TimerHandler, ms = 0, ...values: unknown[]) =>
    wait(work, ms >= least && ms <= most ? ms * times : ms, ...values);
  window.setTimeout = Object.assign(patient, window.setTimeout);
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
    console.error(`Content Security Policy: ${effectiveDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`);
  });
}

/** Somebody before a window with the app, who looks for things by what they are called. */
export class Visitor {
  readonly page: Page;
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #expected: RegExp[] = [];
  readonly #underWay = new Set<Request>();
  #line: CDPSession | undefined;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.#complain(`${message.text()} (${message.location().url})`);
      }
    });
    page.on('request', (request) => {
      /* The stream of changes stays open for as long as the page. */
      if (!request.url().includes('/api/v4/file/events')) this.#underWay.add(request);
    });
    page.on('requestfinished', (request) => this.#underWay.delete(request));
    page.on('requestfailed', (request) => this.#underWay.delete(request));
    page.on('pageerror', (error) => this.#complain(error.stack || `${error.name}: ${error.message}`));
  }

  static async enter(context: BrowserContext): Promise<Visitor> {
    context.setDefaultTimeout(20_000);
    await context.addInitScript(prepare, { least: 5000, most: 12_000, times: 6 });
    return new Visitor(context, await context.newPage());
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }

  /** Complaints of the console that belong to what the test does, such as those about a server that is gone. */
  expectComplaint(text: RegExp): void {
    this.#expected.push(text);
  }

  #complain(text: string): void {
    if (!this.#expected.some((each) => each.test(text))) this.complaints.push(text);
  }

  /** Another page of the same browser. */
  async newTab(address: string): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(address);
    return page;
  }

  /** Ends the session as the server does: its family is revoked, and the access token has had its time. */
  async loseSession(): Promise<void> {
    const beside = await this.newTab('/manifest.json');
    const stored = await beside.evaluate(() => localStorage.getItem('canopy.session'));
    const session: Session = JSON.parse(stored ?? 'null');
    const baseUrl = new URL(beside.url()).origin;
    await new CanopyClient({ baseUrl, session: new MemorySession(session) }).signOut();
    const over = { ...session, token: { ...session.token, access_token: 'over' } };
    await beside.evaluate((text) => localStorage.setItem('canopy.session', text), JSON.stringify(over));
    await beside.close();
  }

  /** Opens an address of the app. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
  }

  /** Opens a folder and waits for its contents. */
  async openFolder(...names: string[]): Promise<void> {
    await this.open(['/files', ...names.map(encodeURIComponent)].join('/'));
    await this.inFolder(names.at(-1) ?? 'My files');
  }

  /** Waits until the contents of a folder stand there. */
  async inFolder(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Folder path' }).getByRole('heading', { name }).waitFor();
    await this.page.locator('main#files:not(.is-waiting)').waitFor();
  }

  /** Waits until the page has all it asked for, and asked for nothing more for half a second. */
  async settled(): Promise<void> {
    const pauseMs = 500;
    for (let quietSince = Date.now(); Date.now() - quietSince < pauseMs; ) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (this.#underWay.size > 0) quietSince = Date.now();
    }
  }

  /** The files, as list or as grid. */
  get files(): Locator {
    return this.page.locator('main').getByRole('grid').or(this.page.locator('main').getByRole('listbox'));
  }

  /** The row or tile of a file. */
  item(name: string): Locator {
    const exactly = new RegExp(
      `^${name.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)}$`,
      'u',
    );
    return this.page.locator('main [data-id]').filter({ has: this.page.locator('.name', { hasText: exactly }) });
  }

  /** The sentence at the bottom that says what was done. */
  get notice(): Locator {
    return this.page.locator('.undo');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Opens the menu of a control and takes an entry of it. */
  async choose(control: Locator, entry: string): Promise<void> {
    await control.click();
    await this.page.getByRole('menu').getByRole('menuitem', { name: entry }).click();
  }

  /** Takes an entry of the open menu that is seldom wanted: it stands behind "More". */
  async chooseMore(entry: string | RegExp): Promise<void> {
    const menu = this.page.getByRole('menu');
    await menu.getByRole('menuitem', { name: /^(More|更多)$/ }).click();
    await menu.getByRole('menuitem', { name: entry }).click();
  }

  /** Does what opens the file picker, and chooses. */
  async choosing(paths: string | readonly string[], open: () => Promise<void>): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), open()]);
    await chooser.setFiles(typeof paths === 'string' ? paths : [...paths]);
  }

  /** Chooses files or a folder of the device through "New". */
  async pick(entry: 'Upload files' | 'Upload folder', paths: string | readonly string[]): Promise<void> {
    await this.choosing(paths, () => this.choose(this.button('New'), entry));
  }

  /**
   * Drags files and folders of the device onto the files, as the desktop does. With `over` it holds them there first,
   * until `opened`.
   */
  async dropFiles(paths: readonly string[], over?: Locator, opened?: () => Promise<void>): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    const at = { x: width / 2, y: height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } };
    const session = await this.#context.newCDPSession(this.page);
    const send = (type: 'dragEnter' | 'dragOver' | 'drop', place = at) =>
      session.send('Input.dispatchDragEvent', { type, ...place });
    await send('dragEnter');
    if (over) {
      const box = (await over.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const there = { ...at, x: box.x + 60, y: box.y + box.height / 2 };
      let isOpen = false;
      const opening = opened?.().then(() => {
        isOpen = true;
      });
      while (!isOpen) {
        await send('dragOver', there);
        await this.page.waitForTimeout(50);
      }
      await opening;
    }
    /* As the desktop does, it tells again and again where it is. */
    for (const hint = this.page.getByText(/^Let go to add files/); ; await this.page.waitForTimeout(50)) {
      await send('dragOver');
      if (await hint.isVisible()) break;
    }
    await send('drop');
    await session.detach();
  }

  /** Makes the line upwards slow, in MiB a second, or fast again. */
  async limitUploads(mebibytesPerSecond: number | undefined): Promise<void> {
    this.#line ??= await this.#context.newCDPSession(this.page);
    const uploadThroughput = mebibytesPerSecond === undefined ? -1 : mebibytesPerSecond * 2 ** 20;
    const rest = { offline: false, latency: 0, downloadThroughput: -1 };
    await this.#line.send('Network.emulateNetworkConditions', { ...rest, uploadThroughput });
  }

  /** Waits until the uploads have come so far. */
  async uploadedPercent(percent: number): Promise<void> {
    await this.page.waitForFunction((least) => {
      const bar = document.querySelector('.uploads > [role=progressbar]');
      return Number(bar?.getAttribute('aria-valuenow') ?? 0) >= least;
    }, percent);
  }

  /** Runs a command, or goes to a place, through the palette. */
  async command(name: string): Promise<void> {
    await this.press('Control+k');
    await this.page.getByRole('combobox').waitFor();
    await this.page.keyboard.type(name);
    const said = new RegExp(`^${name}$`, 'i');
    await this.page.locator('[role=option][aria-selected=true] .said', { hasText: said }).waitFor();
    await this.press('Enter');
  }

  /** Types so fast that no pause is between the letters, however busy the page is. */
  async typeAtOnce(text: string): Promise<void> {
    await Promise.all([...text].map((letter) => this.page.keyboard.press(letter)));
  }

  /** Lets requests for some addresses wait. @returns what lets them go */
  async hold(addresses: RegExp | string): Promise<() => void> {
    let letGo = () => {};
    const held = new Promise<void>((release) => {
      letGo = release;
    });
    await this.page.route(addresses, async (route) => {
      await held;
      await route.fallback();
    });
    return letGo;
  }

  /**
   * What follows drags comes with the first pointer over the page; a hand is slower than a test. Ends when it has come,
   * with all that it needs: a script that the page has does not run twice.
   */
  async dragsFollowed(): Promise<void> {
    const found = await this.page.waitForFunction(
      () => performance.getEntriesByType('resource').find(({ name }) => /\/drags-[^/]*\.js$/.test(name))?.name,
    );
    await this.page.addScriptTag({ url: (await found.jsonValue()) ?? '', type: 'module' });
  }

  /** Takes hold of an item, as a drag begins. */
  async carry(name: string): Promise<void> {
    const label = this.item(name).locator('.name');
    await label.hover();
    await this.dragsFollowed();
    await label.hover();
    await this.page.mouse.down();
    await this.page.mouse.move(640, 500, { steps: 5 });
  }

  /** Holds what is dragged over something. */
  async holdOver(target: Locator): Promise<void> {
    await target.hover();
    /* The second movement: only then the browser tells over what it is. At once, before it opens and is gone. */
    const box = await target.boundingBox({ timeout: 500 }).catch(() => null);
    if (box) await this.page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height / 2);
  }

  /** Gives a drag up, lets the button go, and moves on. */
  async giveUpDrag(): Promise<void> {
    await this.press('Escape');
    await this.page.mouse.up();
    await this.page.mouse.move(600, 400, { steps: 2 });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}
