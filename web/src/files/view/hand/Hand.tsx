/** What fingers do to a list beside tapping and scrolling it; loaded where there is a screen to touch. */
import { useEffect, useRef, useState } from 'react';
import { type Gestures, watchFinger } from '../../../device/hand/finger.ts';
import type { FileViewProps } from '../types.ts';
import { usePull } from './use-pull.tsx';
import { type RangeStage, useRange } from './use-range.ts';
import { type SwipeStage, useSwipe } from './use-swipe.tsx';
import './hand.css';

export { Pull } from './Pull.tsx';

type HandProps = RangeStage & SwipeStage & Pick<FileViewProps, 'onRefresh'>;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Hand(props: HandProps) {
  const { stage } = props;
  const hold = useRange(props);
  const pull = usePull(stage, props.onRefresh);
  const swipe = useSwipe(props);
  const gestures = useRef<Gestures>({});
  gestures.current = { hold, drag: (...how) => swipe.drag(...how) ?? pull.drag(...how) };
  const [isWatching, setWatching] = useState(false);
  useEffect(() => {
    if (!stage.current) return;
    setWatching(true);
    return watchFinger(stage.current, () => gestures.current);
  }, [stage]);
  return (
    <>
      {isWatching && pull.indicator}
      {swipe.tray}
    </>
  );
}
