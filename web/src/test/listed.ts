/** What tests of operations share: files, lists in the cache, and a server that says what it is told to. */
import type { FileResponse } from '@canopy/contract';
import { vi } from 'vitest';
import { client, queries } from '../api/index.ts';
import { type ListingData, listingKey } from '../files/listing.ts';

export const file = (name: string, parent = 'cloudreve://my', type: 0 | 1 = 0): FileResponse => ({
  type,
  id: `id-${name}`,
  name,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  size: 1,
  metadata: {},
  path: `${parent}/${encodeURIComponent(name)}`,
  owned: true,
  capability: '',
  primary_entity: 'e',
});

export const keyOf = (uri: string) => [listingKey, uri, 'name', 'asc'];

export function hasList(uri: string, ...files: FileResponse[]): void {
  queries.setQueryData(keyOf(uri), { pages: [{ files, pagination: {} }], pageParams: [undefined] });
}

export const listed = (uri: string) =>
  queries.getQueryData<ListingData>(keyOf(uri))?.pages.flatMap((page) => page.files.map((each) => each.name));

export const call = vi.spyOn(client, 'call');

/** What the server answers to the next calls, by operation. */
export function answers(table: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = [];
  call.mockImplementation((async (id: string) => {
    asked.push(id);
    const answer = table[id];
    if (answer instanceof Error) throw answer;
    return answer;
  }) as never);
  return asked;
}

export const [a, b] = [file('a.txt'), file('b.txt')];

/** Before each test: one list with two files, and nothing asked yet. */
export function startAnew(): void {
  queries.clear();
  call.mockReset();
  hasList('cloudreve://my', a, b);
}
