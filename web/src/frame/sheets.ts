/** Sheets that any page may open over itself. */
import { create } from 'zustand';

export type Sheet = 'keys' | 'palette' | 'tags';

export const useSheets = create<{ readonly open: Sheet | undefined }>(() => ({ open: undefined }));

export function openSheet(open: Sheet): void {
  useSheets.setState({ open });
}

export function closeSheet(): void {
  useSheets.setState({ open: undefined });
}
