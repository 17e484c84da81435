/** Pulling where there are no files: an empty folder is what one most hopes to change. */
import { useLayoutEffect, useRef } from 'react';
import { watchFinger } from '../../../device/hand/finger.ts';
import { type Refresh, usePull } from './use-pull.tsx';

export function Pull({ onRefresh }: { onRefresh: Refresh }) {
  const place = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLElement>(null);
  const { drag, indicator } = usePull(stage, onRefresh);
  const gestures = useRef({ drag });
  gestures.current = { drag };
  useLayoutEffect(() => {
    stage.current = place.current?.closest('main') ?? null;
    return stage.current ? watchFinger(stage.current, () => gestures.current) : undefined;
  }, []);
  return <div ref={place}>{indicator}</div>;
}
