/** Why an archive cannot be listed; the text is for people. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  /** `large`: sound as far as was read, but more than is listed. */
  readonly reason: 'damaged' | 'encrypted' | 'unsupported' | 'large';

  constructor(reason: ArchiveError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export function damaged(what: string): ArchiveError {
  return new ArchiveError('damaged', `The archive is damaged: ${what}.`);
}
