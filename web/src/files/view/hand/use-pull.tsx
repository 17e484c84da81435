/** Pulling a list down at its top asks for it again. */
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { Icon } from '../../../components/Icon.tsx';
import { announce } from '../../../components/Snackbar.tsx';
import type { Drag, Gestures } from '../../../device/hand/finger.ts';
import { glide } from '../../../device/hand/glide.ts';
import { givesWay } from '../../../device/hand/rules.ts';
import { useWords } from '../../../i18n/words.ts';
import { handWords } from './words.ts';
import './hand.css';

/** Asks for what is shown again; resolves with whether it came. */
export type Refresh = () => Promise<boolean>;

/** The disc follows the finger so far at most; from `dueAt` on letting go is meant. Pixels. */
const farthest = 160;
const dueAt = 64;
/** Where it waits for the answer. */
const waitsAt = 56;

interface Pull {
  readonly drag: NonNullable<Gestures['drag']>;
  /** To be the first thing on the stage. */
  readonly indicator: ReactNode;
}

const at = (pixels: number) => `0 ${pixels}px`;

export function usePull(stage: RefObject<HTMLElement | null>, refresh: Refresh | undefined): Pull {
  const w = useWords(handWords);
  const disc = useRef<HTMLSpanElement>(null);
  const [phase, setPhase] = useState<'rest' | 'pulled' | 'due' | 'busy'>('rest');
  const isAsking = useRef(false);
  /** Which pull it is: the disc of the one before may still be on its way back. */
  const turn = useRef(0);

  const ask = async (from: number) => {
    if (!refresh || !disc.current) return;
    isAsking.current = true;
    setPhase('busy');
    announce(w('refreshing'));
    void glide(disc.current, at(from), at(waitsAt));
    /* Why it failed is said by whoever shows the list. */
    if (await refresh()) announce(w('refreshed'));
    if (disc.current) await glide(disc.current, at(waitsAt), '');
    isAsking.current = false;
    setPhase('rest');
  };

  const drag: Pull['drag'] = (way, start) => {
    const element = stage.current;
    if (way !== 'down' || !refresh || !element || isAsking.current || element.scrollTop > 0) return undefined;
    const mine = ++turn.current;
    for (const animation of disc.current?.getAnimations() ?? []) animation.cancel();
    let pulled = 0;
    setPhase('pulled');
    return {
      move: ({ y }) => {
        pulled = givesWay(y - start.y, farthest);
        /* A finger that goes back up beyond its start scrolls, as it would have without the pull. */
        element.scrollTop = Math.max(0, start.y - y);
        setPhase(pulled >= dueAt ? 'due' : 'pulled');
        if (!disc.current) return;
        disc.current.style.translate = at(pulled);
        disc.current.style.rotate = `${Math.round((pulled / dueAt) * 270)}deg`;
      },
      end: async (speed) => {
        if (disc.current) disc.current.style.rotate = '';
        if (speed && pulled >= dueAt && navigator.onLine) return ask(pulled);
        if (speed && pulled >= dueAt) announce(w.t('offline'));
        if (disc.current) await glide(disc.current, at(pulled), '');
        if (turn.current === mine) setPhase('rest');
      },
    } satisfies Drag;
  };

  const indicator = refresh && (
    <div className="pull" aria-hidden="true">
      <span ref={disc} className={`pull-disc is-${phase}`}>
        {phase === 'busy' ? <span className="spin" /> : phase !== 'rest' && <Icon name="retry" />}
      </span>
    </div>
  );
  return { drag, indicator };
}
