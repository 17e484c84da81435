/** What tests of the queue share: a server that can be told to fail, files that need no disk, a queue that hurries. */
import { afterEach, beforeEach } from 'vitest';
import { CanopyClient } from '../../client.ts';
import { FakeServer, type Fault, type Kind } from '../../node/test/fake-server.ts';
import { MemorySession } from '../../session.ts';
import type { UploadEntry, UploadSource, UploadState } from '../types.ts';
import { Uploader, type UploaderOptions } from '../uploader.ts';

export const folder = 'cloudreve://my/Home';
export const text = 'The quick brown fox jumps over the lazy dog.';

export function source(name: string, content: string, lastModified = 1_700_000_000_123): UploadSource {
  const bytes = new TextEncoder().encode(content);
  return { name, size: bytes.length, lastModified, type: '', slice: (start, end) => bytes.slice(start, end) };
}

export function entry(relativePath: string, content = text): UploadEntry {
  return { relativePath, file: source(relativePath.slice(relativePath.lastIndexOf('/') + 1), content) };
}

/** Waits for a state. */
export function until(up: Uploader, fits: (state: UploadState) => boolean): Promise<UploadState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits(up.getSnapshot())) return;
      stop();
      resolve(up.getSnapshot());
    };
    const stop = up.subscribe(look);
    look();
  });
}

/** A server of its own for each test of the file. */
export function useServer() {
  let current: FakeServer | undefined;
  const server = () => {
    if (!current) throw new Error('The server is there only while tests run.');
    return current;
  };
  beforeEach(async () => {
    current = await new FakeServer().start();
  });
  afterEach(() => server().stop());
  return {
    server,
    uploader(options: UploaderOptions = {}, session = new MemorySession()): Uploader {
      const client = new CanopyClient({ baseUrl: server().url, session });
      return new Uploader(client, { retryBaseMs: 1, attempts: 4, ...options });
    },
    /** A fault for the first requests of a kind. */
    failing(kind: Kind, fault: Fault, times = 1): void {
      let left = times;
      server().fault = (each) => (each === kind && left-- > 0 ? fault : undefined);
    },
  };
}
