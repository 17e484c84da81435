/** Lists scroll while something is held near their upper or lower edge. */
import { edgeSpeed } from './rules.ts';

/** A drag says where it is several times a second; when it has not for so long, it is elsewhere. */
const silentMs = 600;

export interface Edges {
  /** To be called whenever the drag says where it is. */
  readonly over: (event: DragEvent) => void;
  readonly stop: () => void;
}

export function createEdges(): Edges {
  let list: Element | undefined;
  let speed = 0;
  let heard = 0;
  let frame = 0;

  const step = () => {
    if (!list || speed === 0 || performance.now() - heard > silentMs) {
      frame = 0;
      return;
    }
    list.scrollTop += speed;
    frame = requestAnimationFrame(step);
  };
  return {
    over: ({ target, clientY }) => {
      heard = performance.now();
      list = (target instanceof Element && target.closest('.stage, .nav, .menu')) || undefined;
      speed = list ? edgeSpeed(clientY, list.getBoundingClientRect()) : 0;
      if (speed !== 0 && frame === 0) frame = requestAnimationFrame(step);
    },
    stop: () => {
      cancelAnimationFrame(frame);
      frame = 0;
      list = undefined;
    },
  };
}
