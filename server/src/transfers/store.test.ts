import { expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { UploadStore } from './upload-store.ts';

describeOnEveryDatabase('chunks of a session', (current) => {
  const store = new UploadStore();
  const add = (session: string, chunk: number, sha256: string) =>
    current().write((tx) => store.addChunk(tx, session, chunk, sha256));

  it('are counted once each, with the sum of the last time', async () => {
    const numbers = { user_id: 1, owner_id: 1, file_id: 1, entity_id: 1, policy_id: 1, size: 3, chunk_size: 1 };
    const session = { id: 's', lock_token: '', uri: '', received: 0, made_file: 0, properties: '{}', ...numbers };
    await current().write((tx) => store.insertSession(tx, { ...session, expires_at: 1, created_at: 1 }));
    expect(await add('s', 2, 'two')).toBe(1);
    expect(await add('s', 0, 'zero')).toBe(2);
    expect(await add('s', 2, 'two again')).toBe(2);
    expect(await store.chunkSums(current().read, 's')).toEqual(['zero', 'two again']);
  });

  it('leave nothing behind when the session has ended meanwhile', async () => {
    expect(await add('ended', 0, 'zero')).toBeUndefined();
    expect(await store.chunkSums(current().read, 'ended')).toEqual([]);
  });
});
