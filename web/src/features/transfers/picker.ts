import { createTurn } from '../../device/breathe.ts';
import { type DropEntry, entriesOfInput, type Wanted } from './drop-entries.ts';
import { photoName } from './photo-name.ts';

/** Opens the browser's file picker, or the camera; resolves with what was chosen, empty when it was left. */
export function pickEntries(what: Wanted): Promise<DropEntry[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = what === 'files' || what === 'folder';
    if (what === 'folder') input.webkitdirectory = true;
    if (what === 'photo') {
      input.accept = 'image/*';
      /* The attribute: not every browser has the property. */
      input.setAttribute('capture', 'environment');
    }
    input.addEventListener('change', async () => {
      const entries = await entriesOfList(input.files ?? []);
      resolve(what === 'photo' ? entries.map(asPhoto) : entries);
    });
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

function asPhoto(entry: DropEntry): DropEntry {
  const relativePath = photoName(entry.relativePath, new Date());
  return { ...entry, relativePath, keepsBoth: true };
}

/** The browser makes each file when it is asked for: very many of them are not taken in one go. */
async function entriesOfList(files: Iterable<File>): Promise<DropEntry[]> {
  const entries: DropEntry[] = [];
  const turn = createTurn();
  for (const file of files) {
    entries.push(...entriesOfInput([file]));
    if (turn.isOver()) await turn.take();
  }
  return entries;
}
