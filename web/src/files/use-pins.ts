import type { FileUri } from '@canopy/contract';
import { useMemo } from 'react';
import { type Translator, useT } from '../i18n/index.tsx';

/** What can be done with pins. All settle without throwing; false = it was not done, and why was said. */
export interface Pins {
  /** Without a name it is called as the folder. */
  pin(uri: FileUri, name?: string): Promise<boolean>;
  unpin(uri: FileUri, name?: string): Promise<boolean>;
  rename(uri: FileUri, before: string, name: string): Promise<boolean>;
}

function lazyPins(t: Translator): Pins {
  const load = async () => (await import('./pins.ts')).createPins(t);
  return {
    pin: async (...args) => (await load()).pin(...args),
    unpin: async (...args) => (await load()).unpin(...args),
    rename: async (...args) => (await load()).rename(...args),
  };
}

/** Pinning in the current language, loaded when something is pinned. */
export function usePins(): Pins {
  const t = useT();
  return useMemo(() => lazyPins(t), [t]);
}
