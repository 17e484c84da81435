/**
 * What can go wrong on the way, besides the answers of the server itself (`ApiError` of the contract). Every error
 * says what happened in one English sentence; an app translates by class.
 */

/** No answer came: no connection, a name that does not resolve, a connection that broke or stood still. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(message = 'The server does not answer.', options?: { cause?: unknown }) {
    super(message, options);
  }
}

/**
 * HTTP 413 that did not come from the drive: a proxy in front of it takes smaller bodies than the chunks the server
 * asks for. Nothing the client can change; whoever runs the proxy has to allow larger bodies.
 */
export class PayloadTooLargeError extends Error {
  override readonly name = 'PayloadTooLargeError';
  /** Bytes of the body that was refused; undefined when it was no chunk. */
  readonly sizeBytes: number | undefined;

  constructor(sizeBytes?: number) {
    super('A proxy in front of the server refused the request because its body is too large (HTTP 413).');
    this.sizeBytes = sizeBytes;
  }
}

/** An answer came, but no envelope: an error page of a proxy, a login page of a network, another program. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  readonly status: number;
  readonly contentType: string;
  /** The first letters of the body, for a log. */
  readonly excerpt: string;
  /** Seconds after which one may ask again, when the answer says so (Retry-After). */
  readonly retryAfter: number | undefined;

  constructor(status: number, contentType: string, body: string, retryAfter?: number) {
    super(`The answer is not one of this API (HTTP ${status}${contentType ? `, ${contentType}` : ''}).`);
    this.status = status;
    this.contentType = contentType;
    this.excerpt = body.slice(0, 200);
    this.retryAfter = retryAfter;
  }
}

/** The file on this side is not what it was when its upload began, or cannot be read any more. */
export class SourceChangedError extends Error {
  override readonly name = 'SourceChangedError';

  constructor(
    message = 'The file was changed, moved or deleted while it was being uploaded.',
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The storage behind the folder takes uploads in a way that this client does not speak. */
export class UnsupportedStorageError extends Error {
  override readonly name = 'UnsupportedStorageError';
  readonly storageType: string;

  constructor(storageType: string) {
    super(`Uploads to storage of the type "${storageType}" do not go through the server, which this client needs.`);
    this.storageType = storageType;
  }
}

/** Whether an error says that the caller gave up, not that something failed. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
