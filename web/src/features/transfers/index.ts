/**
 * Uploads. The face that the rest of the app uses:
 * - `uploadFiles(entries, target)` queues what was dropped, pasted or picked into a folder,
 * - `<TransferIndicator />` stands in the bar, `<TransferPanel />` once in the frame.
 */
export { type DropEntry, entriesOfDrop, entriesOfInput, pickEntries, type Wanted } from './drop-entries.ts';
export { TransferIndicator, TransferPanel } from './TransferPanel.tsx';
export { loadCode, uploadFiles, useUploads } from './uploads.ts';
