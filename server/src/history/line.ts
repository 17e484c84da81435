/** A line of the journal as history reads it (drive/journal.ts says what each kind means). */
export interface Line {
  readonly id: number;
  readonly at: number;
  readonly ownerId: number;
  readonly actorId: number;
  readonly kind: string;
  readonly fileId: number;
  readonly fileKind: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly fromParentId: number | null;
  /** Null where the change took nothing elsewhere. */
  readonly fromName: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Where something is: in a folder, or, without one, at the top of a tree or in the trash. */
export interface Spot {
  readonly parentId: number | null;
  readonly name: string;
}

/** Where the thing was before the change; undefined = it came into being by it. */
export function spotBefore(line: Line): Spot | undefined {
  if (line.kind === 'create' || line.kind === 'copy') return undefined;
  if (line.fromName === null) return { parentId: line.parentId, name: line.name };
  return { parentId: line.fromParentId, name: line.fromName };
}

/** Where it is after the change; undefined = it is gone for good. */
export function spotAfter(line: Line): Spot | undefined {
  return line.kind === 'delete' ? undefined : { parentId: line.parentId, name: line.name };
}

/** The position that a rewind went to, if the change is part of one. */
export function rewoundTo(line: Line): number | undefined {
  const { rewind } = line.detail;
  return typeof rewind === 'number' ? rewind : undefined;
}
