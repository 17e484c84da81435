import { describe, expect, it } from 'vitest';
import { ApiError, defaultMessage, ErrorCode, errorMeanings } from './index.ts';

describe('error codes', () => {
  it('have a name, a meaning and a default message each', () => {
    for (const [name, code] of Object.entries(ErrorCode)) {
      expect(errorMeanings[code]?.name).toBe(name);
      expect(errorMeanings[code]?.meaning).not.toBe('');
      if (code !== ErrorCode.OK) expect(defaultMessage(code)).toMatch(/\w/);
    }
    expect(Object.keys(errorMeanings)).toHaveLength(Object.keys(ErrorCode).length);
  });

  it('keep the texts that clients in use compare with', () => {
    expect(defaultMessage(ErrorCode.LOCK_CONFLICT)).toBe('Lock conflict');
    expect(defaultMessage(ErrorCode.CAPTCHA_ERROR)).toBe('CAPTCHA not match.');
    expect(defaultMessage(ErrorCode.INSUFFICIENT_SCOPE)).toContain('Insufficient scope');
  });
});

describe('ApiError', () => {
  it('says the text of its code unless it is given one', () => {
    expect(new ApiError(ErrorCode.PATH_NOT_EXIST).message).toBe('There is no file or folder at this path.');
    expect(new ApiError(ErrorCode.PATH_NOT_EXIST, 'No.').message).toBe('No.');
    expect(new ApiError(99999).message).toBe('Something went wrong.');
  });

  it('keeps its cause and is an Error', () => {
    const cause = new Error('disk');
    const error = new ApiError(ErrorCode.IO_FAILED, undefined, { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error.cause).toBe(cause);
    expect(new ApiError(ErrorCode.IO_FAILED)).not.toHaveProperty('cause');
  });

  it('goes through an envelope unchanged', () => {
    const failure = { code: ErrorCode.OBJECT_EXIST, msg: 'taken' };
    const error = new ApiError(ErrorCode.BATCH_PARTIAL, 'some failed', {
      data: { urls: [] },
      aggregated: { 'cloudreve://my/a': failure },
      correlationId: '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11',
    });
    const envelope = error.toEnvelope();
    expect(envelope).toEqual({
      code: 40081,
      msg: 'some failed',
      data: { urls: [] },
      correlation_id: '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11',
      aggregated_error: { 'cloudreve://my/a': failure },
    });
    expect(ApiError.fromEnvelope(envelope).toEnvelope()).toEqual(envelope);
  });

  it('leaves out of its envelope what it does not have', () => {
    expect(new ApiError(ErrorCode.NOT_FOUND, 'gone').toEnvelope()).toEqual({ code: 404, msg: 'gone' });
    expect(ApiError.fromEnvelope({ code: 40004, msg: '' }).message).toBe(defaultMessage(40004));
  });
});
