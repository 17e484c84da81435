import { describe, expect, it } from 'vitest';
import { type GroupRow, type GroupSettings, groupOf } from './group.ts';

const settings: GroupSettings = {
  directLinkBatch: 10,
  remoteDownloadBatch: 1,
  maxWalkedFiles: 100,
  trashRetention: 60,
  redirectedLinks: true,
};
const row = (policy_id: number | null, more: Partial<GroupSettings> = {}): GroupRow => ({
  id: 2,
  name: 'User',
  max_storage: 0,
  permissions: '',
  speed_limit: 0,
  policy_id,
  settings: JSON.stringify({ ...settings, ...more }),
  updated_at: 0,
});

describe('the storage policies of a group', () => {
  it('are its only one, or those that are listed', () => {
    expect(groupOf(row(1)).policyIds).toEqual([1]);
    expect(groupOf(row(1, { storagePolicies: [] })).policyIds).toEqual([1]);
    expect(groupOf(row(1, { storagePolicies: [3, 1, 3] })).policyIds).toEqual([3, 1]);
    expect(groupOf(row(null)).policyIds).toEqual([]);
  });
});

it('a group opens archives of any size unless it says otherwise', () => {
  expect(groupOf(row(1)).decompressSize).toBe(0);
  expect(groupOf(row(1, { decompressSize: 7 })).decompressSize).toBe(7);
});
