/** What changed between two texts: line by line, and within a line word by word. */
import { diffLines, diffWordsWithSpace } from 'diff';

export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

export interface Line {
  readonly kind: 'same' | 'added' | 'removed';
  /** Numbers from 1 in the text before and in the text after. */
  readonly before?: number;
  readonly after?: number;
  readonly pieces: readonly Piece[];
}

/** A stretch of lines: what changed with some lines around it, or what is the same and folded away. */
export interface Stretch {
  readonly isFolded: boolean;
  readonly lines: readonly Line[];
}

/** How long comparing may take before it is given up. */
const patienceMs = 4000;
const longestWordDiff = 2000;

const split = (text: string): string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

const plain = (text: string): readonly Piece[] => [{ text, changed: false }];

/**
 * Compares two texts without holding the page up. Line ends are one thing, however they are written.
 * @returns undefined when they differ in too much.
 */
export async function compareLines(before: string, after: string): Promise<readonly Line[] | undefined> {
  const [old, now] = [before, after].map((text) => text.replace(/\r\n?/g, '\n')) as [string, string];
  const changes = await new Promise<ReturnType<typeof diffLines> | undefined>((done) => {
    diffLines(old, now, { timeout: patienceMs, callback: done });
  });
  if (!changes) return undefined;
  const lines: Line[] = [];
  let [left, right] = [1, 1];
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at];
    if (!change) continue;
    if (!change.added && !change.removed) {
      for (const text of split(change.value))
        lines.push({ kind: 'same', before: left++, after: right++, pieces: plain(text) });
      continue;
    }
    const next = changes[at + 1];
    const removed = change.removed ? split(change.value) : [];
    const added = change.added ? split(change.value) : next?.added ? split(next.value) : [];
    if (change.removed && next?.added) at++;
    /* As many lines as before: each is the old one in a new form, so the words tell more. */
    const pairs =
      removed.length === added.length ? removed.map((text, index) => wordsOf(text, added[index] ?? '')) : [];
    for (const [index, text] of removed.entries()) {
      lines.push({ kind: 'removed', before: left++, pieces: pairs[index]?.removed ?? plain(text) });
    }
    for (const [index, text] of added.entries()) {
      lines.push({ kind: 'added', after: right++, pieces: pairs[index]?.added ?? plain(text) });
    }
  }
  return lines;
}

function wordsOf(before: string, after: string): { removed: readonly Piece[]; added: readonly Piece[] } | undefined {
  if (before.length > longestWordDiff || after.length > longestWordDiff) return undefined;
  const words = diffWordsWithSpace(before, after);
  const side = (other: 'added' | 'removed') =>
    words.filter((word) => !word[other]).map((word) => ({ text: word.value, changed: word.added || word.removed }));
  return { removed: side('added'), added: side('removed') };
}

const around = 3;
/** Folding fewer lines than this away would save nothing. */
const leastFolded = 4;

/** Folds away what is the same, but for some lines around every change. */
export function foldSame(lines: readonly Line[]): readonly Stretch[] {
  const near = new Uint8Array(lines.length);
  for (const [at, line] of lines.entries()) {
    if (line.kind !== 'same') near.fill(1, Math.max(0, at - around), at + around + 1);
  }
  const stretches: { isFolded: boolean; lines: Line[] }[] = [];
  for (const [at, line] of lines.entries()) {
    const isFolded = near[at] === 0;
    const last = stretches.at(-1);
    if (last && last.isFolded === isFolded) last.lines.push(line);
    else stretches.push({ isFolded, lines: [line] });
  }
  return stretches.map((stretch) =>
    stretch.isFolded && stretch.lines.length < leastFolded ? { ...stretch, isFolded: false } : stretch,
  );
}

/** Rows of two columns: what was removed stands beside what was added in its place. */
export function pairUp(lines: readonly Line[]): readonly (readonly [Line | undefined, Line | undefined])[] {
  const rows: (readonly [Line | undefined, Line | undefined])[] = [];
  let [removed, added]: [Line[], Line[]] = [[], []];
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) rows.push([removed[at], added[at]]);
    [removed, added] = [[], []];
  };
  for (const line of lines) {
    if (line.kind === 'removed') removed.push(line);
    else if (line.kind === 'added') added.push(line);
    else {
      flush();
      rows.push([line, line]);
    }
  }
  flush();
  return rows;
}
