/**
 * Text that is not saved yet, kept on this device by person and file: a session that ends, a closed window or a crash
 * loses nothing. It goes when the text is saved or given up, and when the person signs out (`session.leave`).
 */
import { draftKey, session } from '../../../api/index.ts';

export interface Draft {
  readonly text: string;
  /** Version that was changed; undefined = the file had none. */
  readonly base: string | undefined;
  /** When it was written last, in milliseconds. */
  readonly at: number;
}

/** Whoever has no account writes as a guest of this device. */
const keyOf = (fileId: string) => draftKey(session.get()?.user.id ?? 'guest', fileId);

/** @returns whether there was room to keep it */
export function keepDraft(fileId: string, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(fileId), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function draftOf(fileId: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(fileId)) ?? 'null');
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function dropDraft(fileId: string): void {
  localStorage.removeItem(keyOf(fileId));
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'at' in value &&
    typeof value.at === 'number'
  );
}
