/**
 * The server cannot start (or go on), for a reason that the operator can understand and mend. The
 * message is all that he sees: it says what is wrong and what to do, without a stack trace.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
