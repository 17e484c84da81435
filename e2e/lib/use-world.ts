import type { CanopyClient } from '@canopy/client';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { mira, signedUp } from './people.ts';
import { World } from './world.ts';

/**
 * A drive with one account (Mira's, the administrator's) for the tests of a file. Windows are closed after each test,
 * photographed when it failed; whatever a page complained about in its console fails the test as well.
 */
export function useWorld(prepare: (world: World, client: CanopyClient) => Promise<void> = async () => {}): () => World {
  const world = useEmptyWorld();
  beforeAll(async () => prepare(world(), await signedUp(world().base, mira)));
  return world;
}

/** As `useWorld`, before anybody has made an account. */
export function useEmptyWorld(): () => World {
  let world: World | undefined;
  const current = () => {
    if (!world) throw new Error('The world is open only while tests run.');
    return world;
  };
  beforeAll(async () => {
    world = await World.open();
  });
  afterEach(async ({ task }) => {
    /* A window that can't be photographed any more must still be closed. */
    if (task.result?.state === 'fail')
      await current()
        .photograph(`failed ${task.name}`)
        .catch(() => undefined);
    expect(await current().empty(), 'complaints in the console').toEqual([]);
  });
  afterAll(async () => {
    await world?.close();
  });
  return current;
}
