import { describe, expect, it } from 'vitest';
import { checkAnswer, operations } from './index.ts';

const correlation_id = '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11';
const file = {
  type: 0,
  id: 'wM2bUz',
  name: 'a.jpg',
  created_at: '2026-03-01T09:30:00+01:00',
  updated_at: '2026-03-01T09:30:04.123456Z',
  size: 7,
  metadata: null,
  path: 'cloudreve://my/a.jpg',
  owned: true,
};

function faults(operation: Parameters<typeof checkAnswer>[0], envelope: unknown): string[] {
  return checkAnswer(operation, envelope).map(({ path, message }) => `${path} ${message}`);
}

describe('answers', () => {
  it('that fit have no faults', () => {
    expect(faults(operations.renameFile, { code: 0, msg: '', data: file })).toEqual([]);
    expect(faults(operations.deleteFiles, { code: 0, msg: '' })).toEqual([]);
    expect(faults(operations.signOut, { code: 0, msg: '', data: null })).toEqual([]);
    expect(faults(operations.renameFile, { code: 40016, msg: 'x', correlation_id })).toEqual([]);
    expect(faults(operations.passwordSignIn, { code: 203, msg: '', data: correlation_id })).toEqual([]);
    expect(faults(operations.signUp, { code: 203, msg: '' })).toEqual([]);
  });

  it('are looked into', () => {
    expect(faults(operations.renameFile, { code: 0, msg: '', data: { ...file, size: '7', more: 1 } })).toEqual([
      'data.size must be a whole number',
      'data.more is not in the contract',
    ]);
    expect(faults(operations.searchUsers, { code: 0, msg: '', data: [{}] })).toContain('data[0].id is missing');
    expect(faults(operations.renameFile, { code: 0, msg: '' })).toEqual(['data is missing']);
    expect(faults(operations.deleteFiles, { code: 0, msg: '', data: {} })).toEqual(['data must be absent']);
  });

  it('are envelopes', () => {
    expect(faults(operations.deleteFiles, 'ok')).toEqual([' must be an envelope']);
    expect(faults(operations.deleteFiles, { code: '0' })).toEqual([
      'code must be a whole number',
      'msg must be text',
      'code must not be 0 here',
    ]);
    expect(faults(operations.deleteFiles, { code: 0, msg: 'fine', requestId: 1 })).toEqual([
      'requestId is not in the contract',
      'msg must be empty on success',
    ]);
    expect(faults(operations.deleteFiles, { code: 40016, msg: 'x', correlation_id: '1' })).toEqual([
      'correlation_id must be a UUID',
    ]);
  });

  it('have only codes that the operation can answer', () => {
    expect(faults(operations.ping, { code: 40016, msg: 'x' })).toEqual(['code must not be 40016 here']);
    expect(faults(operations.ping, { code: -1, msg: 'x' })).toEqual([]);
    expect(faults(operations.ping, { code: 203, msg: '' })).toEqual(['code must not be 203 here']);
  });

  it('have data with an error only where the code brings some', () => {
    const conflict = { path: 'cloudreve://my/a', token: 't', type: 0, owner: { application: { type: 'upload' } } };
    expect(faults(operations.deleteFiles, { code: 40073, msg: 'Lock conflict', data: [conflict] })).toEqual([]);
    expect(faults(operations.deleteFiles, { code: 40073, msg: 'Lock conflict', data: conflict })).toEqual([
      'data must be a list',
    ]);
    expect(faults(operations.deleteFiles, { code: 40016, msg: 'x', data: {} })).toEqual([
      'data must be absent with code 40016',
    ]);
  });

  it('tell the failures of a batch by item', () => {
    const failure = { code: 40016, msg: 'gone', correlation_id };
    const batch = { code: 40081, msg: 'gone', correlation_id, aggregated_error: { 'cloudreve://my/a': failure } };
    expect(faults(operations.deleteFiles, batch)).toEqual([]);
    expect(faults(operations.deleteFiles, { code: 40081, msg: 'x' })).toEqual(['aggregated_error is missing']);
    expect(faults(operations.deleteFiles, { ...batch, aggregated_error: { a: { code: 0, msg: '' } } })).toEqual([
      'aggregated_error["a"].code must not be 0 here',
    ]);
    expect(faults(operations.deleteFiles, { ...failure, aggregated_error: {} })).toEqual([
      'aggregated_error must be absent with code 40016',
    ]);
  });
});
