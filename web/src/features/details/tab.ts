/** Which side of the details is shown; kept while one goes from file to file. */
import { create } from 'zustand';

export type Tab = 'about' | 'activity' | 'versions';

export const useTab = create<{ readonly tab: Tab }>(() => ({ tab: 'about' }));

export const showTab = (tab: Tab): void => useTab.setState({ tab });
