import { type Line, rewoundTo, type Spot, spotBefore } from './line.ts';

/** Columns of a file that a change sets as a whole, by the kind of change, and the value before it. */
export type Aspect = 'view' | 'permission' | 'mount';
const aspects: ReadonlySet<string> = new Set<Aspect>(['view', 'permission', 'mount']);

/** What is known of one file at a moment, from what changed since. What did not change is not told. */
export interface Past {
  readonly fileKind: number;
  /** Undefined = it did not exist. */
  readonly spot: Spot | undefined;
  /** The current version then, null = none yet. */
  primary?: number | null;
  readonly metadata: Map<string, string | null>;
  readonly values: Map<Aspect, unknown>;
  /** Who last put it where it is, 0 = the system, and whether a rewind did. */
  taken?: { readonly by: number; readonly byRewind: boolean };
}

/**
 * The files of a tree as they were at a moment, told from the journal behind it: of everything that changed,
 * the value before the first change is the one of then. Lines come oldest first; taking some of them twice
 * changes nothing.
 */
export class PastStates {
  readonly #files = new Map<number, Past>();

  get files(): ReadonlyMap<number, Past> {
    return this.#files;
  }

  take(line: Line): void {
    let past = this.#files.get(line.fileId);
    if (!past) {
      past = { fileKind: line.fileKind, spot: spotBefore(line), metadata: new Map(), values: new Map() };
      this.#files.set(line.fileId, past);
    }
    const placed = line.fromName !== null || line.kind === 'create';
    if (placed) past.taken = { by: line.actorId, byRewind: rewoundTo(line) !== undefined };
    if (past.spot === undefined) return;
    const { before } = line.detail;
    if (line.kind === 'content' || line.kind === 'version') {
      if (past.primary === undefined) past.primary = typeof before === 'number' ? before : null;
    } else if (line.kind === 'metadata') {
      for (const [key, value] of Object.entries((before ?? {}) as Record<string, string | null>)) {
        if (!past.metadata.has(key)) past.metadata.set(key, value);
      }
    } else if (isAspect(line.kind) && !past.values.has(line.kind)) {
      past.values.set(line.kind, before ?? null);
    }
  }
}

function isAspect(kind: string): kind is Aspect {
  return aspects.has(kind);
}
