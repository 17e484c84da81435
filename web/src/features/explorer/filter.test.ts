// @vitest-environment jsdom
import type { FileResponse } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { applyFilter, filterOf, isFiltering, noFilter, withFilter } from './filter.ts';

const now = new Date(2026, 10, 24, 12, 0);
const file = (name: string, daysAgo: number, type: 0 | 1 = 0) =>
  ({ name, type, updated_at: new Date(now.getTime() - daysAgo * 86_400_000).toISOString() }) as FileResponse;
const files = [
  file('Trip', 1, 1),
  file('lake.jpg', 0),
  file('notes.md', 3),
  file('plan.pdf', 40),
  file('data.las', 500),
];
const names = (filter: Parameters<typeof applyFilter>[1]) => applyFilter(files, filter, now).map((each) => each.name);

describe('filters', () => {
  it('takes kinds and times together', () => {
    expect(names(noFilter)).toHaveLength(5);
    expect(names({ type: 'document', time: undefined })).toEqual(['notes.md', 'plan.pdf']);
    expect(names({ type: undefined, time: 'week' })).toEqual(['Trip', 'lake.jpg', 'notes.md']);
    expect(names({ type: 'document', time: 'week' })).toEqual(['notes.md']);
    expect(names({ type: 'folder', time: undefined })).toEqual(['Trip']);
    expect(names({ type: 'other', time: 'today' })).toEqual([]);
    expect(names({ type: undefined, time: 'today' })).toEqual(['lake.jpg']);
  });

  it('lives in the address', () => {
    expect(filterOf('type=image&modified=week&view=grid')).toEqual({ type: 'image', time: 'week' });
    expect(isFiltering(filterOf('type=toString&modified='))).toBe(false);
    expect(withFilter('view=grid&type=image', { type: undefined, time: 'week' })).toBe('?view=grid&modified=week');
    expect(withFilter('type=image', noFilter)).toBe('');
  });
});
