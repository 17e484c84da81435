import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBlobStore } from '../../conformance.ts';
import { openLocalStore } from './index.ts';

describeBlobStore('local', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'canopy-blobs-'));
  return {
    store: openLocalStore(dataDir),
    close: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
});
