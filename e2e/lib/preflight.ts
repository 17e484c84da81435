import { existsSync, mkdirSync, rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { staleArtifacts } from '../../scripts/lib/artifacts.mjs';
import { artifacts, chromium } from './paths.ts';

/** Before the first test: browser and app must be there, and the pictures of the last run go. */
export function setup(project: TestProject): void {
  if (!existsSync(chromium)) {
    throw new Error(`There is no Chromium at ${chromium}. Install it, or name another one in CANOPY_TEST_CHROMIUM.`);
  }
  const stale = staleArtifacts();
  if (stale.length > 0)
    throw new Error(`Not built from the sources as they are: ${stale.join(', ')}. Run: npm run build`);
  /* As for Vitest's own snapshots: --update renews all, and where nobody is watching nothing is added. */
  project.provide('keepPictures', project.config.snapshotOptions.updateSnapshot);
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
}

declare module 'vitest' {
  export interface ProvidedContext {
    keepPictures: 'all' | 'new' | 'none';
  }
}
