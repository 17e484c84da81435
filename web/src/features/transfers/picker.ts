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
    input.addEventListener('change', () => {
      const entries = entriesOfInput(input.files ?? []);
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
