/**
 * Uploads. The face that the rest of the app uses:
 * - `uploadFiles(entries, target)` queues what was dropped, pasted or picked into a folder,
 * - `<UploadIndicator />` stands in the bar, `<UploadPanel />` once in the frame.
 */
export { type DropEntry, entriesOfDrop, entriesOfInput, pickEntries } from './drop-entries.ts';
export { UploadIndicator, UploadPanel } from './UploadPanel.tsx';
export { uploadFiles } from './uploads.ts';
