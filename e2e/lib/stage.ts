/** What stands in the drive, and on the device, for the views. */
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CanopyClient } from '@canopy/client';
import { furnish } from './furnish.ts';
import { pdf } from './pdf.ts';
import { noor, signedUp } from './people.ts';
import { my } from './seed.ts';
import type { World } from './world.ts';
import { emptyFiles } from './zip.ts';

/** What stands in the drive for the views, besides what `furnish` brings. */
export interface Stage {
  readonly folderLink: string;
  readonly fileLink: string;
  readonly secretLink: string;
  readonly endedLink: string;
  /** Files of the device, to be uploaded. */
  readonly device: readonly string[];
}

/** When the files of the device were changed. */
const changed = new Date('2026-03-14T07:30:00Z');

const thoughts = `# Thoughts

What a house needs:

- a door to the **south**
- [x] a stove
- [ ] a bell

> Begin with the roof.

| room | steps |
| --- | ---: |
| kitchen | 6 |
| study | 4 |

\`\`\`js
const rooms = ['kitchen', 'study'];
\`\`\`
`;

/** Fills the drive, and the device, for all views. */
export async function setStage(world: World, client: CanopyClient): Promise<Stage> {
  const friend = await signedUp(world.base, noor);
  await furnish(client);
  const share = (path: string[], more: object = {}) =>
    client.call('createShare', { body: { uri: my(...path), ...more } });
  const tag = (path: string[], patches: Record<string, string>) =>
    client.call('patchMetadata', {
      body: { uris: [my(...path)], patches: Object.entries(patches).map(([key, value]) => ({ key, value })) },
    });
  const friendId = friend.session.get()?.user.id ?? '';
  const folderLink = await share(['Lake house'], { expire: 900_000 });
  const fileLink = await share(['Shore at dawn.png']);
  const secretLink = await share(['Letters'], { is_private: true, password: 'forest' });
  const endedLink = await share(['Taxes']);
  const ended = new URL(endedLink).pathname.split('/').at(-1) ?? '';
  await client.call('deleteShare', { params: { id: ended } });
  await share(['Lake house'], { permissions: { user_explicit: { [friendId]: 'Aw==' } } });
  await tag(['Shore at dawn.png'], { 'tag:autumn': '#ff5722', 'props:description': 'The first morning.' });
  await tag(['Handbook.pdf'], { 'tag:site': '#4caf50', 'tag:urgent': '#ffeb3b' });
  await tag(['Recipes'], { 'customize:icon_color': '#2196f3' });
  await client.putContent(my('Reading list.txt'), 'One, two, three.');
  const letters: readonly (readonly [name: string, content: Uint8Array<ArrayBuffer> | string])[] = [
    ['Offer.pdf', pdf(['An offer for the roof', 'Slate, sixty square metres', 'Work begins in May'])],
    ['Thoughts.md', thoughts],
    ['Scans.zip', emptyFiles(['letters/1998/may.tiff', 'letters/1998/june.tiff', 'letters/index.txt', 'cover.txt'])],
  ];
  for (const [name, content] of letters) await client.putContent(my('Letters', name), content);
  for (const name of ['Old notes.txt', 'Draft of the plan.docx']) {
    await client.putContent(my(name), name);
    await client.remove([my(name)]);
  }
  const device = ['Budget 2026.csv', 'Terrace.jpg'].map((name) => join(world.folder, name));
  for (const path of device) {
    await writeFile(path, 'Month,Planned,Spent');
    await utimes(path, changed, changed);
  }
  return { folderLink, fileLink, secretLink, endedLink, device };
}
