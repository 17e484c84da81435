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

it('sends the app with a policy that lets only its own scripts run', async () => {
  const answer = await fetch(`${world().base}/files`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe/);
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await answer.text()).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
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
