/** A picture: fits at first, then zooms with wheel, pinch, double click and keys, and follows the hand. */
import type { FileResponse } from '@canopy/contract';
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { goesOn, type Sample, speedOf, wayOf } from '../../../device/hand/rules.ts';
import { preloadedPicture } from '../content.ts';
import { usePrint } from '../print.ts';
import { useControls, type ViewerControls } from '../viewer.ts';
import { Waiting } from '../Waiting.tsx';
import type { PreviewWords } from '../words.ts';
import { fitScale, fitted, panBy, type Size, scaleOf, type Zoom, zoomBy } from './zoom.ts';

interface PictureProps {
  readonly file: FileResponse;
  readonly url: string;
  readonly w: PreviewWords;
  readonly controls: RefObject<ViewerControls | null>;
  /** Per cent of the natural size, or 'fit'. */
  readonly onZoom: (percent: number | 'fit') => void;
  readonly onReady: () => void;
  readonly onBroken: () => void;
  /** A swipe: to the next (1) or previous (-1) file, or away. */
  readonly onSwipe: (to: 1 | -1 | 'close') => void;
}

/** Pictures without a size of their own (some SVG) are drawn this large. */
const noSize: Size = { width: 800, height: 600 };
/** How far away a picture goes that is swiped, of the stage: let go of beyond half of it, it leaves. */
const away = 0.4;
const still: Hand = { x: 0, y: 0 };

interface Hand {
  readonly x: number;
  readonly y: number;
}

export function PictureView({ file, url, w, controls, onZoom, onReady, onBroken, onSwipe }: PictureProps) {
  const stageElement = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });
  const [picture, setPicture] = useState(() => sizeOf(preloadedPicture(url)));
  /** Quarter turns clockwise. */
  const [turns, setTurns] = useState(0);
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const hands = useRef(new Map<number, Hand>());
  /** Where a single finger has been, as long as it may be a swipe. */
  const trail = useRef<Sample[]>([]);
  /** How far a picture that fits is from its place under a finger. */
  const [pulled, setPulled] = useState(still);

  useLayoutEffect(() => {
    const element = stageElement.current;
    if (!element) return;
    const measure = () => setStage({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const upright = picture ?? noSize;
  const size = turns % 2 === 0 ? upright : { width: upright.height, height: upright.width };
  const scale = scaleOf(zoom, size, stage);
  const percent = zoom.scale === 'fit' ? 'fit' : Math.round(scale * 100);
  useEffect(() => onZoom(percent), [percent, onZoom]);

  const by = (factor: number, point?: Hand) => setZoom((before) => zoomBy(before, factor, size, stage, point));
  const toggle = (point?: Hand) =>
    setZoom((before) => {
      if (before.scale !== 'fit') return fitted;
      const fit = fitScale(size, stage);
      return zoomBy(before, fit < 1 ? 1 / fit : 2, size, stage, point);
    });
  const rotate = () => {
    setTurns((before) => before + 1);
    setZoom(fitted);
  };
  useControls(controls, {
    zoomBy: by,
    fit: () => setZoom(fitted),
    toggle,
    rotate,
    ...(picture && { print: () => window.print() }),
  });
  usePrint('picture', () => {
    const copy = stageElement.current?.querySelector('img')?.cloneNode();
    if (copy instanceof Element) copy.removeAttribute('style');
    return picture && copy;
  });

  /** A point of the window, seen from the middle of the stage. */
  const pointOf = (event: { clientX: number; clientY: number }): Hand => {
    const box = stageElement.current?.getBoundingClientRect();
    return {
      x: event.clientX - (box ? box.left + box.width / 2 : 0),
      y: event.clientY - (box ? box.top + box.height / 2 : 0),
    };
  };

  /* React listens to wheels passively; zooming must keep the page from scrolling and from zooming itself. */
  const onWheel = useRef<(event: WheelEvent) => void>(undefined);
  onWheel.current = (event) => {
    event.preventDefault();
    by(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), pointOf(event));
  };
  useEffect(() => {
    const element = stageElement.current;
    const listen = (event: WheelEvent) => onWheel.current?.(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hands.current.set(event.pointerId, pointOf(event));
    const isSwipe = hands.current.size === 1 && event.pointerType === 'touch' && zoom.scale === 'fit';
    trail.current = isSwipe ? [{ ...pointOf(event), at: event.timeStamp }] : [];
    setPulled(still);
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = hands.current.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const other = [...hands.current].find(([id]) => id !== event.pointerId)?.[1];
    hands.current.set(event.pointerId, now);
    if (other) {
      const spread = (hand: Hand) => Math.hypot(hand.x - other.x, hand.y - other.y) || 1;
      by(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (trail.current[0]) {
      const [from] = trail.current;
      trail.current.push({ ...now, at: event.timeStamp });
      const way = wayOf(now.x - from.x, now.y - from.y);
      if (way === 'across') setPulled({ x: now.x - from.x, y: 0 });
      else if (way === 'down') setPulled({ x: 0, y: now.y - from.y });
    } else {
      setZoom((zoomed) => panBy(zoomed, now.x - before.x, now.y - before.y, size, stage));
    }
  };
  const onPointerEnd = (event: PointerEvent) => {
    const [from] = trail.current;
    const to = hands.current.get(event.pointerId);
    const speed = speedOf(trail.current, event.timeStamp);
    hands.current.delete(event.pointerId);
    trail.current = [];
    setPulled(still);
    if (!from || !to || event.type === 'pointercancel') return;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const way = wayOf(dx, dy);
    const forward = dx < 0 !== (document.documentElement.dir === 'rtl');
    const goes = (moved: number, whole: number, fast: number) => goesOn(moved, whole * away, fast);
    if (way === 'across' && goes(Math.abs(dx), stage.width, speed.x * Math.sign(dx))) onSwipe(forward ? 1 : -1);
    else if (way === 'down' && goes(dy, stage.height, speed.y)) onSwipe('close');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.shiftKey || zoom.scale === 'fit') return;
    const far = 80;
    const way = { ArrowLeft: [far, 0], ArrowRight: [-far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    setZoom((before) => panBy(before, way[0] ?? 0, way[1] ?? 0, size, stage));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys do all that the hand does
    <div
      ref={stageElement}
      className={zoom.scale === 'fit' ? 'picture-stage' : 'picture-stage is-zoomed'}
      tabIndex={zoom.scale === 'fit' ? undefined : 0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={(event) => toggle(pointOf(event))}
      onKeyDown={onKeyDown}
    >
      {!picture && <Waiting name={file.name} />}
      <img
        src={url}
        alt={w('picture', { name: file.name })}
        draggable={false}
        hidden={!picture}
        style={{
          width: upright.width * scale,
          height: upright.height * scale,
          transform: `translate(${zoom.x + pulled.x}px, ${zoom.y + pulled.y}px) rotate(${turns * 90}deg)`,
        }}
        onLoad={({ currentTarget: image }) => {
          setPicture(sizeOf(image));
          onReady();
        }}
        onError={onBroken}
      />
    </div>
  );
}

function sizeOf(image: HTMLImageElement): Size;
function sizeOf(image: HTMLImageElement | undefined): Size | undefined;
function sizeOf(image: HTMLImageElement | undefined): Size | undefined {
  if (!image || image.naturalWidth === 0) return image && noSize;
  return { width: image.naturalWidth, height: image.naturalHeight };
}
