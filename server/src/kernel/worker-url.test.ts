import { describe, expect, it } from 'vitest';
import { workerUrl } from './worker-url.ts';

describe('workerUrl', () => {
  it('is the source file itself when running from source', () => {
    const url = workerUrl('file:///srv/src/db/dialects/checkpointer.ts', './checkpoint.worker.ts');
    expect(url.href).toBe('file:///srv/src/db/dialects/checkpoint.worker.ts');
  });

  it('is the flat neighbour in the bundle, whatever folder the source stood in', () => {
    const bundle = 'file:///srv/dist/main.mjs';
    expect(workerUrl(bundle, './checkpoint.worker.ts', true).href).toBe('file:///srv/dist/checkpoint.worker.mjs');
    expect(workerUrl(bundle, '../media/thumbs.worker.ts', true).href).toBe('file:///srv/dist/thumbs.worker.mjs');
  });
});
