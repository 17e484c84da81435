/** What a page hears of changes that others make. */
import { changeSettings } from '../../tests/lib/offline.ts';
import type { Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** The drive gathers changes for a second before it tells of them, not for five as it does by itself. */
export function gatherForASecond(world: World): Promise<void> {
  return world.restart((dataDir) => changeSettings(dataDir, { fs_event_push_debounce: '1' }));
}

/** To be called before the page goes anywhere. Ends when the stream of changes is open: then nothing is missed. */
export async function following(visitor: Visitor): Promise<void> {
  await visitor.page.waitForResponse((response) => response.url().includes('/api/v4/file/events'));
}
