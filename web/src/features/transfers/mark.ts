const key = 'canopy.uploads';

/** Says that there may be unfinished uploads, so that visits without any load nothing of all this. */
export const mark = {
  isSet: (): boolean => localStorage.getItem(key) !== null,
  set(isSet: boolean): void {
    if (isSet) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  },
};
