/** Modal dialogs lie in a layer of their own; what must be seen and reached above them has to stand within the last. */
import { create } from 'zustand';

const useDialogs = create<{ readonly open: readonly Element[] }>(() => ({ open: [] }));

/** Tells that a modal dialog is open. @returns what tells that it is closed */
export function enterDialog(dialog: Element): () => void {
  useDialogs.setState(({ open }) => ({ open: [...open, dialog] }));
  return () => useDialogs.setState(({ open }) => ({ open: open.filter((each) => each !== dialog) }));
}

/** The dialog on top, if there is one. */
export function useTopDialog(): Element | undefined {
  return useDialogs((state) => state.open.at(-1));
}
