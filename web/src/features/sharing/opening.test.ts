// @vitest-environment jsdom
import { ApiError, ErrorCode, FileUri } from '@canopy/contract';
import { expect, it } from 'vitest';
import { endOf, obstacleOf } from './opening.ts';

const root = FileUri.root('share', 'abc');

it.each([
  [ErrorCode.NOT_FOUND, 'gone', 'gone'],
  [ErrorCode.PARAM_INVALID, 'gone', 'gone'],
  [ErrorCode.INCORRECT_PASSWORD, 'password', 'password'],
  [ErrorCode.ANONYMOUS_ACCESS_DENIED, 'door', 'door'],
  [ErrorCode.NO_PERMISSION, 'door', 'closed'],
  [ErrorCode.PURCHASE_REQUIRED, 'paid', 'paid'],
  [ErrorCode.DB_ERROR, 'other', 'other'],
] as const)('tells what %i means to a guest and to somebody with an account', (code, guest, person) => {
  expect(obstacleOf(new ApiError(code), false, root)).toBe(guest);
  expect(obstacleOf(new ApiError(code), true, root)).toBe(person);
});

it('tells a folder that is gone from a share that is', () => {
  const gone = new ApiError(ErrorCode.PATH_NOT_EXIST);
  expect(obstacleOf(gone, true, root.join('a'))).toBe('folder');
  expect(obstacleOf(gone, true, root)).toBe('gone');
  expect(obstacleOf(new TypeError('offline'), true, root)).toBe('other');
});

it('says how a share that was open has ended', () => {
  const share = { id: 'abc', visited: 0, unlocked: true, expired: false, url: 'https://d.example/s/abc' };
  const owner = { id: 'u1', nickname: 'Mira', created_at: '2026-01-01T00:00:00Z' };
  const known = { ...share, owner, created_at: '2026-01-01T00:00:00Z' };
  const now = Date.parse('2026-02-01T00:00:00Z');
  expect(endOf({ ...known, expires: '2026-01-31T00:00:00Z' }, now)).toBe('until');
  expect(endOf({ ...known, remain_downloads: 0 }, now)).toBe('used');
  expect(endOf({ ...known, expires: '2026-03-31T00:00:00Z', remain_downloads: 2 }, now)).toBeUndefined();
  expect(endOf(undefined, now)).toBeUndefined();
});
