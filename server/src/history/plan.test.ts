import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PaperDrive, type PaperRow } from '../test/paper-drive.ts';

/** What to do next: a deed, and numbers that choose what it is done to. */
const deed = fc.record({
  act: fc.constantFrom(
    ...['create', 'folder', 'content', 'rename', 'move', 'move', 'copy', 'trash', 'restore', 'tag'],
    'purge',
    'empty',
  ),
  a: fc.nat(50),
  b: fc.nat(50),
});
type Deed = { act: string; a: number; b: number };

function doAll(drive: PaperDrive, deeds: readonly Deed[]): void {
  for (const { act, a, b } of deeds) drive.act(act, a, b);
}

describe('a rewind on paper', () => {
  it('makes a folder what it was, as far as it still exists, and can be undone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { maxLength: 25 }),
        fc.array(deed, { minLength: 1, maxLength: 25 }),
        fc.nat(20),
        async (before, after, which) => {
          const drive = new PaperDrive();
          doAll(drive, before);
          const folders = drive.folders();
          const top = (folders[which % folders.length] as PaperRow).id;
          const then = drive.clone();
          const moment = drive.newest;
          doAll(drive, after);
          if (!drive.isLive(top)) return;
          const now = drive.clone();

          const undo = drive.newest;
          await drive.rewind(top, moment);
          drive.demandSound();
          expect(drive.below(top, (id) => then.rows.has(id))).toEqual(then.survivorsBelow(top, now));
          expect(drive.everything().filter((id) => now.rows.has(id))).toEqual(now.everything());

          await drive.rewind(top, undo);
          drive.demandSound();
          expect(drive.below(top)).toEqual(now.below(top));
          // What was fetched from elsewhere is there again, and what was put back is not.
          expect(drive.below(drive.root)).toEqual(now.below(drive.root));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('changes nothing when nothing changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
        const drive = new PaperDrive();
        doAll(drive, deeds);
        const before = drive.newest;
        await drive.rewind(drive.root, before);
        expect(drive.newest).toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});
