import { ApiError, ErrorCode } from '@canopy/contract';

/** What people are told of the failures that an operator can mend. */
const texts: Readonly<Record<string, string>> = {
  ENOSPC: 'The storage of the server is full.',
  EDQUOT: 'The storage of the server has used up its quota.',
  EFBIG: 'The storage of the server cannot hold a file of this size.',
  EMFILE: 'The server has too many files open. Please try again in a moment.',
  ENFILE: 'The server has too many files open. Please try again in a moment.',
  EIO: 'The disk of the server reports an error.',
  EROFS: 'The storage of the server is read-only.',
  EACCES: 'The server may not write to its storage folder.',
  EPERM: 'The server may not write to its storage folder.',
};

/** The `ApiError` 50004 of a failed system call; an `ApiError` is passed on as it is. */
export function ioFailure(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = errno(error) ?? '';
  return new ApiError(ErrorCode.IO_FAILED, texts[code] ?? 'The storage of the server failed.', { cause: error });
}

/** `ENOENT` and its kind, undefined for what is no failed system call. */
export function errno(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

export function bodyTooShort(got: number, expected: number): ApiError {
  return new ApiError(ErrorCode.IO_FAILED, `The body ended after ${got} of ${expected} bytes. Please send it again.`);
}
