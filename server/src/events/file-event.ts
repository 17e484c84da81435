import type { JournalEntry } from './store.ts';

/** What a subscriber is told of one file (file.md 13). Paths are relative to the watched folder, decoded, with a leading slash. */
export interface FileEvent {
  readonly type: 'create' | 'modify' | 'rename' | 'delete';
  readonly fileId: number;
  readonly from: string;
  /** The new path of a rename, else empty. */
  readonly to: string;
}

/** Where a change took place, seen from the watched folder; undefined = outside of it. */
export interface Sight {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a line of the journal means to somebody who sees these two places; undefined = nothing. */
export function eventOf(
  { kind, fileId }: Pick<JournalEntry, 'kind' | 'fileId'>,
  { before, after }: Sight,
): FileEvent | undefined {
  switch (kind) {
    case 'create':
    case 'copy':
    case 'restore':
      return after === undefined ? undefined : { type: 'create', fileId, from: after, to: '' };
    case 'content':
    case 'version':
    case 'prune':
      return after === undefined ? undefined : { type: 'modify', fileId, from: after, to: '' };
    case 'trash':
    case 'delete':
      return before === undefined ? undefined : { type: 'delete', fileId, from: before, to: '' };
    case 'rename':
    case 'move':
      if (before !== undefined && after !== undefined) return { type: 'rename', fileId, from: before, to: after };
      if (after !== undefined) return { type: 'create', fileId, from: after, to: '' };
      return before === undefined ? undefined : { type: 'delete', fileId, from: before, to: '' };
    default:
      return undefined;
  }
}

/**
 * Two events of one file, told as one; undefined = they cancel each other out. What follows a creation is
 * part of it, what precedes a deletion is moot.
 */
export function merged(first: FileEvent, second: FileEvent): FileEvent | undefined {
  if (second.type === 'create') return second;
  if (first.type === 'create') {
    if (second.type === 'delete') return undefined;
    return second.type === 'rename' ? { ...first, from: second.to } : first;
  }
  if (first.type === 'rename') {
    if (second.type === 'modify') return first;
    if (second.type === 'delete') return { ...second, from: first.from };
    return first.from === second.to ? undefined : { ...first, to: second.to };
  }
  return second;
}

/** Events that wait to be told, at most one of each file, in the order in which the files changed first. */
export class PendingEvents {
  readonly #events = new Map<number, FileEvent>();

  get size(): number {
    return this.#events.size;
  }

  add(event: FileEvent): void {
    const before = this.#events.get(event.fileId);
    const now = before ? merged(before, event) : event;
    if (now) this.#events.set(event.fileId, now);
    else this.#events.delete(event.fileId);
  }

  /** Hands everything out and begins anew. */
  take(): FileEvent[] {
    const events = [...this.#events.values()];
    this.#events.clear();
    return events;
  }
}
