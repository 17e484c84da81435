import { expect, it } from 'vitest';
import { mira } from './lib/people.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';

/** Leaves a mark wherever it runs, and tries to read what the drive keeps in this browser. */
const script = "document.title = 'ran'; document.title = 'stole ' + localStorage.getItem('canopy.session');";
const hostile = {
  'page.html': `<!doctype html><title>harmless</title><p>page</p><script>${script}</script><img src=x onerror="${script}">`,
  'page.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>harmless</title></head><body><script>${script}</script></body></html>`,
  'picture.svg': `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><title>harmless</title><script>${script}</script></svg>`,
  /* No type that says what it is: a browser that guesses would take it for a page. */
  'note.txt': `<!doctype html><title>harmless</title><script>${script}</script>`,
  'no-extension': `<!doctype html><title>harmless</title><script>${script}</script>`,
};

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Hostile'));
  for (const [name, content] of Object.entries(hostile)) await client.putContent(my('Hostile', name), content);
});

/** Opens an address as somebody who is signed in, and looks whether anything of it ran. */
async function openHarmlessly(link: string): Promise<void> {
  const visitor = await world().visit({ as: mira });
  /* The browser says that it blocked scripts: this is what should happen. */
  visitor.expectComplaint(/Blocked script execution|Content Security Policy|Failed to load resource/);
  const download = visitor.page.waitForEvent('download').catch(() => undefined);
  /* What is handed over as a download ends the visit of the address. */
  const opened = await visitor.page.goto(link).then(
    () => true,
    (error: Error) => {
      if (!/ERR_ABORTED|Download is starting/.test(error.message)) throw error;
      return false;
    },
  );
  if (opened) expect(await visitor.page.title()).not.toMatch(/ran|stole/);
  else expect(await download).toBeDefined();
}

for (const name of Object.keys(hostile)) {
  it(`runs no script of ${name}`, async () => {
    const client = await world().client();
    const link = await client.downloadUrl(my('Hostile', name));
    const answer = await fetch(link);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(await answer.text()).toBe(hostile[name as keyof typeof hostile]);

    await openHarmlessly(link);
  });

  it(`runs no script of ${name} behind a direct link`, async () => {
    const client = await world().client();
    const [made] = await client.call('createDirectLinks', { body: { uris: [my('Hostile', name)] } });
    await openHarmlessly(made?.link ?? '');
  });

  it(`runs no script of ${name} in the preview`, async () => {
    const visitor = await world().visit({ as: mira });
    visitor.expectComplaint(/Blocked script execution|Content Security Policy/);
    await visitor.openFolder('Hostile');
    await visitor.item(name).dblclick();
    await visitor.button('Close preview').waitFor();
    await visitor.settled();
    for (const frame of visitor.page.frames()) expect(await frame.title()).not.toMatch(/^ran|^stole/);
    await visitor.press('Escape');
  });
}

/** The policy of the app, whole: whoever loosens it changes this as well, and says why. */
const appPolicy = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob: https:",
  'media-src': "'self' blob: https:",
  'connect-src': "'self' https:",
  'frame-src': "'self' blob: https:",
  'worker-src': "'self' blob:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'self'",
};

it('sends the app, and every page of a share, with a policy that lets only its own scripts and styles in', async () => {
  const client = await world().client();
  const share = await client.call('createShare', { body: { uri: my('Hostile') } });
  for (const address of ['/', '/files', '/signin', '/no/such/page', '/s/none', new URL(share).pathname]) {
    const answer = await fetch(`${world().base}${address}`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(Object.fromEntries(policy.split('; ').map((part) => part.split(/ (.*)/s))), address).toEqual(appPolicy);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const page = await answer.text();
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  }
});

it('blocks what somebody smuggles into a page, and every test hears of it', async () => {
  const visitor = await world().visit({ as: mira });
  visitor.expectComplaint(/^Loading|^Executing|^Applying|^Refused|^Evaluating/);
  await visitor.openFolder();
  await visitor.page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('div'));
    const inline = document.createElement('script');
    inline.textContent = "document.title = 'ran inline'";
    const foreign = document.createElement('script');
    foreign.src = 'https://example.org/foreign.js';
    place.append(inline, foreign);
    place.insertAdjacentHTML('beforeend', `<p style="color: red" onclick="document.title = 'ran'">x</p>`);
    place.querySelector('p')?.click();
  });
  const heard = () => new Set(visitor.complaints.map((text) => /Policy: (\S+) blocked/.exec(text)?.[1]));
  await expect.poll(heard).toEqual(new Set(['script-src-elem', 'script-src-attr', 'style-src-attr']));
  expect(await visitor.page.title()).not.toMatch(/^ran/);
  visitor.complaints.length = 0;
});

it('lets nobody without a session see or change anything', async () => {
  const call = (method: string, path: string, body?: object) =>
    fetch(`${world().base}/api/v4${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }).then((answer) => answer.json());
  const uri = my('Hostile');
  expect(await call('GET', `/file?uri=${encodeURIComponent(uri)}`)).toMatchObject({ code: 401 });
  expect(await call('DELETE', '/file', { uris: [uri] })).not.toMatchObject({ code: 0 });
  expect(await call('POST', '/file/create', { uri: my('New'), type: 'folder' })).not.toMatchObject({ code: 0 });
  expect(await call('POST', '/file/url', { uris: [my('Hostile', 'note.txt')] })).not.toMatchObject({ code: 0 });
  const client = await world().client();
  const names: string[] = [];
  for await (const file of client.listAll('cloudreve://my')) names.push(file.name);
  expect(names).toEqual(['Hostile']);
});
