import type { FileUri } from '@canopy/contract';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n/index.tsx';

/** Follows what others change in a folder while it is shown; undefined = nothing is followed. */
export function useLive(uri: string | undefined, onMoved: (uri: FileUri) => void): void {
  const t = useT();
  const latest = useRef({ t, onMoved });
  useEffect(() => {
    latest.current = { t, onMoved };
  });
  useEffect(() => {
    if (uri === undefined) return;
    const end = new AbortController();
    import('./live.ts').then(
      ({ follow }) =>
        follow(uri, {
          signal: end.signal,
          translator: () => latest.current.t,
          onMoved: (moved) => latest.current.onMoved(moved),
        }),
      /* The chunk did not come: the list is asked anew when the window is looked at again, as without it. */
      () => undefined,
    );
    return () => end.abort();
  }, [uri]);
}
