/** Whether the path is written in. */
import { create } from 'zustand';

export const usePathEditing = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

/** Turns the path over the files into a field, or back. */
export function editPath(isOpen = true): void {
  usePathEditing.setState({ isOpen });
}
