import { setTimeout } from 'node:timers/promises';
import { FileUri, type UploadCredential } from '@canopy/contract';
import { expect } from 'vitest';
import type { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import type { Database } from '../db/index.ts';
import type { TestUser } from './drive.ts';
import type { Call, TestTransfers } from './transfers.ts';

export const uploadPath = '/api/v4/file/upload';

interface Uploading {
  readonly current: () => Database;
  readonly test: () => TestTransfers;
  /** Who uploads where nobody else is named. */
  readonly me: () => TestUser;
  readonly disk: MemoryDisk;
}

/** What tests of uploads do: sessions, chunks, and what is there afterwards. */
export function uploadSteps({ current, test, me, disk }: Uploading) {
  let number = 0;

  const fresh = () => `cloudreve://my/file-${++number}.bin`;
  const open = async (uri: string, size: number, more: object = {}, as = me()) =>
    (await test().call('PUT', uploadPath, { as, json: { uri, size, ...more } })).json;
  const session = async (uri: string, size: number, more: object = {}, as = me()) => {
    const answer = await open(uri, size, more, as);
    expect(answer).toMatchObject({ code: 0 });
    return answer.data as UploadCredential;
  };
  const chunk = async (id: string, index: number | string, raw: Call['raw'], more: Call = {}) =>
    (await test().call('POST', `${uploadPath}/${id}/${index}`, { as: me(), ...(raw && { raw }), ...more })).json;
  const place = (uri: string, as = me()) => test().drive.locator.find(FileUri.parse(uri), as.caller);
  const file = async (uri: string) => (await place(uri)).chain.at(-1);

  async function content(uri: string): Promise<Buffer> {
    const row = await file(uri);
    const entity = await current()
      .read.selectFrom('entities')
      .selectAll()
      .where('id', '=', row?.primary_entity ?? 0)
      .executeTakeFirstOrThrow();
    const blob = await test().store.open(entity.source);
    const pieces: Uint8Array[] = [];
    for await (const piece of blob.read(0, blob.size)) pieces.push(piece);
    await blob.close();
    return Buffer.concat(pieces);
  }

  /** Waits until the server has begun to write what a request brings. */
  async function inHand(): Promise<void> {
    for (let i = 0; i < 500 && disk.openFiles === 0; i++) await setTimeout(10);
  }

  /** What must hold at any time: the space charged is the sum of what the files hold. */
  async function expectSound(user = me()) {
    const held = await current()
      .read.selectFrom('file_entities')
      .innerJoin('files', 'files.id', 'file_entities.file_id')
      .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
      .select((eb) => eb.fn.sum<number>('entities.size').as('bytes'))
      .where('files.owner_id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(await test().used(user.id)).toBe(Number(held.bytes ?? 0));
  }

  return { fresh, open, session, chunk, place, file, content, inHand, expectSound };
}
