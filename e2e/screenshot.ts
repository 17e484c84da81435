/**
 * node e2e/screenshot.ts
 *
 * Takes the pictures of the README from the product itself: docs/images/explorer-light.png and explorer-dark.png.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { furnish } from './lib/furnish.ts';
import { mira, signedUp } from './lib/people.ts';
import { World } from './lib/world.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

await mkdir(folder, { recursive: true });
const world = await World.open();
try {
  await furnish(await signedUp(world.base, mira));
  for (const theme of ['light', 'dark']) {
    const preferences = { theme, view: 'grid' };
    const visitor = await world.visit({ as: mira, preferences, browser: { viewport: { width: 1440, height: 900 } } });
    await visitor.openFolder();
    await visitor.item('Shore at dawn.png').waitFor();
    await visitor.settled();
    const path = `${folder}explorer-${theme}.png`;
    await visitor.page.screenshot({ path });
    console.log(path);
  }
} finally {
  await world.close();
}
