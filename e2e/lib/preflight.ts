import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { artifacts, chromium } from './paths.ts';

/** Before the first test: a browser must be there, and the pictures of the last run go. */
export function setup(): void {
  if (!existsSync(chromium)) {
    throw new Error(`There is no Chromium at ${chromium}. Install it, or name another one in CANOPY_TEST_CHROMIUM.`);
  }
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
}
