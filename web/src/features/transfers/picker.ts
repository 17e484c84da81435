import { type DropEntry, entriesOfInput } from './drop-entries.ts';

/** Opens the browser's file picker; resolves with what was chosen, empty when it was left. */
export function pickEntries(what: 'file' | 'files' | 'folder'): Promise<DropEntry[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = what !== 'file';
    if (what === 'folder') input.webkitdirectory = true;
    input.addEventListener('change', () => resolve(entriesOfInput(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
