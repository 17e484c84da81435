/** The installed app: what a browser asks of it, without a connection, a new version, files that other apps share. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { phone } from './lib/devices.ts';
import { Front } from './lib/front.ts';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';
import type { VisitOptions } from './lib/world.ts';

/** A machine with other work needs its time to put a worker in place. */
const soon = { timeout: 30_000 };

describe('the installed app', { timeout: 180_000 }, () => {
  const world = useWorld(async (_, client) => {
    await client.mkdir(my('Orchard'));
    await client.mkdir(my('Orchard', 'Apples'));
    await client.mkdir(my('Cellar'));
  });
  let front: Front;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'canopy-pwa-'));
  });
  beforeEach(async () => {
    front = await Front.open(world().base);
    return () => front.close();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const visit = (options: VisitOptions = { as: mira }) =>
    world().visit({ ...options, at: front.base, hasWorkers: true });
  /** Waits until the service worker has all that the app needs. */
  const installed = async (visitor: Visitor) => {
    await visitor.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  };
  /** What a page complains about while the server is away. */
  const expectAway = (visitor: Visitor) => visitor.expectComplaint(/Failed to load resource|ERR_|502|FetchEvent/);

  it('is what browsers ask of an app before they offer to install it', async () => {
    const visitor = await visit();
    await visitor.openFolder();
    await installed(visitor);
    const line = await visitor.page.context().newCDPSession(visitor.page);
    const { installabilityErrors } = await line.send('Page.getInstallabilityErrors');
    /* A window of a test remembers nothing, which is the one thing that stands in its way. */
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
    const { errors, data } = await line.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(JSON.parse(data ?? '')).toMatchObject({
      id: '/',
      display: 'standalone',
      share_target: { action: '/receive' },
    });
  });

  it('opens without the server, says so, and shows folders as they were', async () => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.openFolder('Orchard');
    await visitor.item('Apples').waitFor();
    await installed(visitor);
    await expect.poll(() => keptUris(visitor), soon).toEqual(['cloudreve://my/Orchard']);
    await visitor.openFolder();
    await visitor.item('Cellar').waitFor();
    await expect.poll(() => keptUris(visitor), soon).toEqual(['cloudreve://my', 'cloudreve://my/Orchard']);

    expectAway(visitor);
    front.leave();
    await page.reload();
    await visitor.item('Cellar').waitFor();
    await page.getByText(/^No answer from the drive\. This is how the folder was Today, \d\d:\d\d\./).waitFor();
    await visitor.openFolder('Orchard');
    await visitor.item('Apples').waitFor();

    await visitor.open('/files/Cellar');
    await page.getByRole('heading', { name: 'No connection to the drive' }).waitFor();
    const known = page.getByRole('region', { name: 'Folders on this device' });
    await known.getByRole('link', { name: /My files as of Today/ }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    front.comeBack();
    await visitor.button('Try again').click();
    await page.getByText('Nothing here yet').waitFor();
    await page.getByRole('heading', { name: 'No connection to the drive' }).waitFor({ state: 'detached' });
  });

  it('forgets the folders of who signs out, and keeps no answer of the server', async () => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.openFolder();
    await installed(visitor);
    await expect.poll(() => keptUris(visitor), soon).toEqual(['cloudreve://my']);
    await visitor.choose(page.getByRole('button', { name: /^Account/ }), 'Sign out');
    await page.waitForURL('**/signin*');
    await expect.poll(() => keptUris(visitor), soon).toEqual([]);
    const cached = await page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
      }
      return paths;
    });
    expect(cached).toContain('/files');
    expect(cached.filter((path) => !/^\/(assets\/.*|files|head\.js|favicon\.svg)$/.test(path))).toEqual([]);
  });

  it('takes a new version when the uploads are done, without losing one', async () => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.openFolder('Cellar');
    await installed(visitor);
    const path = join(folder, 'Harvest.bin');
    await writeFile(path, Buffer.alloc(6 * 2 ** 20, 7));
    await visitor.limitUploads(0.5);
    await visitor.pick('Upload files', path);
    await visitor.uploadedPercent(1);

    front.change('/sw.js', (text) => `${text}\n/* the next version */`);
    const hasNext = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready).update());
    await expect.poll(hasNext, soon).toBe('installed');
    /* The upload goes on as if nothing were. */
    expect(await page.getByText('A new version of Canopy is ready.').count()).toBe(0);
    await visitor.limitUploads(undefined);
    await page.getByText('A new version of Canopy is ready.').waitFor();
    await visitor.item('Harvest.bin').waitFor();
    await visitor.button('Load it').click();
    await expect.poll(() => hasNext().catch(() => 'loading'), soon).toBeUndefined();
    await visitor.item('Harvest.bin').waitFor();
  });

  it('goes away with a server that does not have it', async () => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.openFolder();
    await installed(visitor);
    front.lose('/sw.js');
    visitor.expectComplaint(/Failed to load resource|service ?worker|ServiceWorker/i);
    await visitor.openFolder();
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), soon).toBe(0);
    await visitor.openFolder();
    await visitor.item('Cellar').waitFor();
  });

  it('takes files from other apps, asks where they go, and keeps them while one signs in', async () => {
    const visitor = await visit({ browser: phone });
    const { page } = visitor;
    await visitor.open('/signin');
    await installed(visitor);
    await share(visitor, [
      { name: 'Grafting notes.txt', mimeType: 'text/plain', buffer: Buffer.from('cut in March') },
      { name: 'Plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    ]);
    await page.waitForURL('**/signin?next=%2Freceive');
    await page.getByLabel('Mail address').fill(mira.email);
    await page.getByLabel('Password', { exact: true }).fill(mira.password);
    await page.keyboard.press('Enter');

    await page.getByText('2 files were shared with Canopy').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visitor.button('Leave out Plan.svg').click();
    await page.getByText('One file was shared with Canopy').waitFor();
    await page.reload();
    await page.getByText('One file was shared with Canopy').waitFor();
    await page.getByRole('treeitem', { name: 'Orchard' }).click();
    await world().photograph('pwa-receive');
    await visitor.button('Upload to Orchard').click();
    await visitor.inFolder('Orchard');
    await visitor.item('Grafting notes.txt').waitFor();
    await expect
      .poll(async () => {
        const { files } = await (await world().client()).call('listFiles', {
          query: { uri: 'cloudreve://my/Orchard' },
        });
        return files.map(({ name, size }) => `${name} ${size}`).sort();
      }, soon)
      .toEqual(['Apples 0', 'Grafting notes.txt 12']);

    await visitor.open('/receive');
    await page.getByText('Nothing waits here').waitFor();
  });

  it('says that files did not arrive when no worker took them', async () => {
    const answer = await fetch(`${world().base}/receive`, {
      method: 'POST',
      body: new FormData(),
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/receive?lost=1']);
    const visitor = await visit();
    await visitor.open('/receive?lost=1');
    await visitor.page.getByText('The files did not arrive').waitFor();
  });
});

/** URIs of the folders that this browser keeps. */
function keptUris(visitor: Visitor): Promise<string[]> {
  return visitor.page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'canopy-kept')) return [];
    return new Promise<string[]>((resolve, reject) => {
      const opening = indexedDB.open('canopy-kept', 1);
      /* Deleted in between: nothing is made here. */
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = () => resolve([]);
      opening.onsuccess = () => {
        const request = opening.result.transaction('folders').objectStore('folders').getAll();
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          opening.result.close();
          resolve(request.result.map(({ uri }: { uri: string }) => uri).sort());
        };
      };
    });
  });
}

/** Sends files as the system does for another app that shares them. */
async function share(
  { page }: Visitor,
  files: readonly { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.method = 'post';
    form.enctype = 'multipart/form-data';
    form.action = '/receive';
    form.innerHTML = '<input type="file" name="files" id="shared" multiple>';
    document.body.append(form);
  });
  await page.locator('#shared').setInputFiles([...files]);
  await page.evaluate(() => document.querySelector<HTMLInputElement>('#shared')?.form?.submit());
}
