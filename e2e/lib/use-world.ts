import type { CanopyClient } from '@canopy/client';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { sharedBrowser } from './browser.ts';
import { mira, signedUp } from './people.ts';
import { World } from './world.ts';

/**
 * A drive with one account (Mira's, the administrator's) for the tests of a file. Windows are closed after each test,
 * photographed when it failed; whatever a page complained about in its console fails the test as well. What a failed
 * try of a test left behind is in nobody's way: the next try gets a drive of its own, prepared anew.
 */
export function useWorld(prepare: (world: World, client: CanopyClient) => Promise<void> = async () => {}): () => World {
  return useEmptyWorld(async (world) => prepare(world, await signedUp(world.base, mira)));
}

/** As `useWorld`, before anybody has made an account. */
export function useEmptyWorld(prepare: (world: World) => Promise<void> = async () => {}): () => World {
  let world: World | undefined;
  const current = () => {
    if (!world) throw new Error('The world is open only while tests run.');
    return world;
  };
  const close = async () => {
    const old = world;
    world = undefined;
    await old?.close();
  };
  const open = async () => {
    world = await World.open(await sharedBrowser());
    await prepare(world);
  };
  beforeAll(open);
  beforeEach(async ({ task }) => {
    if (!task.result?.retryCount) return;
    await close();
    await open();
  });
  afterEach(async ({ task }) => {
    /* A window that can't be photographed any more must still be closed. */
    if (task.result?.state === 'fail')
      await current()
        .photograph(`failed ${task.name}`)
        .catch(() => undefined);
    expect(await current().empty(), 'complaints in the console').toEqual([]);
  });
  afterAll(close);
  return current;
}
