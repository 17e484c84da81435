import { create } from 'zustand';

interface Question {
  /** The conflict that the dialog asks about; `later` = the person closed it, the rows still ask. */
  readonly about: string | 'later' | undefined;
  ask(conflictId: string): void;
  later(): void;
  settle(): void;
}

/** Whether the dialog about taken names is open, and about which. */
export const useQuestion = create<Question>((set) => ({
  about: undefined,
  ask: (about) => set({ about }),
  later: () => set({ about: 'later' }),
  settle: () => set({ about: undefined }),
}));
