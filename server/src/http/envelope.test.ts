import { ErrorCode } from '@canopy/contract';
import { expect, it } from 'vitest';
import { silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { failureEnvelope } from './envelope.ts';

const told = (error: unknown) => failureEnvelope(error, 'id', silentLog, 'test').code;

it('tells failures of disk and database apart from those nobody expected', () => {
  expect(told(Object.assign(new Error(), { code: 'SQLITE_FULL' }))).toBe(ErrorCode.DB_ERROR);
  expect(told(Object.assign(new Error(), { code: '57P01' }))).toBe(ErrorCode.DB_ERROR);
  expect(told(Object.assign(new Error(), { code: 'ENOSPC' }))).toBe(ErrorCode.IO_FAILED);
  expect(told(new Error())).toBe(ErrorCode.NOT_SET);
});

describeOnEveryDatabase('text that a database cannot take', (current) => {
  it('is the fault of who sends it', async () => {
    const asked = current().read.selectFrom('settings').select('key').where('key', '=', 'a\0b').execute();
    const code = await asked.then(() => ErrorCode.PARAM_INVALID, told);
    expect(code).toBe(ErrorCode.PARAM_INVALID);
  });
});
