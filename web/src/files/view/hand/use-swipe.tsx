/**
 * Swiping a row: towards where its line begins it uncovers what can be done with it, the other way it selects it. All
 * of it is in the row's menu and in the tools of a selection too.
 */
import type { FileResponse } from '@canopy/contract';
import { type ReactNode, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../../../components/Icon.tsx';
import type { Gestures } from '../../../device/hand/finger.ts';
import { glide } from '../../../device/hand/glide.ts';
import { givesWay, goesOn } from '../../../device/hand/rules.ts';
import { useWords } from '../../../i18n/words.ts';
import { toggle } from '../../selection.ts';
import { itemOf } from '../pointer.ts';
import type { FileViewProps, ItemAct } from '../types.ts';
import { handWords } from './words.ts';
import './hand.css';

export interface SwipeStage
  extends Pick<FileViewProps, 'files' | 'shown' | 'selection' | 'onSelect' | 'view' | 'renaming' | 'actsOn'> {
  readonly stage: RefObject<HTMLElement | null>;
}

/** Beside the edges of the window a swipe is the system's: it leads back. */
const systemEdge = 20;
/** A row gives way so far when it is selected; from `dueAt` on letting go selects. Pixels. */
const farthest = 160;
const dueAt = 56;
/** As many as fit on the smallest phone, the same that a selection has at the bottom. */
const most = 4;

interface Swiped {
  readonly file: FileResponse;
  readonly row: HTMLElement;
  /** What is uncovered at the end of the row; none while it is selected. */
  readonly acts: readonly ItemAct[] | undefined;
  /** 1 where lines run to the right, -1 where they run to the left. */
  readonly sign: 1 | -1;
}

interface Swipe {
  readonly drag: NonNullable<Gestures['drag']>;
  readonly tray: ReactNode;
}

/** Where the row stands, and its actions, when it is `by` pixels away from its place. */
const rowAt = ({ acts, sign }: Swiped, by: number) => `${acts ? -by * sign : by * sign}px`;
const trayAt = ({ sign }: Swiped, tray: HTMLElement, by: number) => `${(tray.offsetWidth - by) * sign}px`;

const actsShown = (acts: readonly ItemAct[] = []) => acts.filter((act) => !act.why && !act.isDeskOnly).slice(0, most);

export function useSwipe(now: SwipeStage): Swipe {
  const w = useWords(handWords);
  const latest = useRef(now);
  latest.current = now;
  const [swiped, setSwiped] = useState<Swiped>();
  const [isOpen, setOpen] = useState(false);
  const [isDue, setDue] = useState(false);
  const uncovered = useRef<HTMLDivElement>(null);
  /** How far the row is away from its place, pixels. */
  const moved = useRef(0);
  /** When a finger came down that closed a row: it does nothing else. */
  const closedAt = useRef(0);

  const place = useCallback((of: Swiped, by: number) => {
    moved.current = by;
    of.row.style.translate = rowAt(of, by);
    const { current: tray } = uncovered;
    if (of.acts && tray) tray.style.translate = trayAt(of, tray, by);
  }, []);
  /** Lets the row go to where it is uncovered, or back. */
  const settle = useCallback(async (of: Swiped, by: number) => {
    const from = moved.current;
    moved.current = by;
    setOpen(by > 0);
    const { current: tray } = uncovered;
    await Promise.all([
      glide(of.row, rowAt(of, from), by > 0 ? rowAt(of, by) : ''),
      of.acts && tray && glide(tray, trayAt(of, tray, from), trayAt(of, tray, by)),
    ]);
    if (by === 0) setSwiped((current) => (current === of ? undefined : current));
  }, []);
  useLayoutEffect(() => {
    if (swiped) place(swiped, moved.current);
  }, [swiped, place]);

  /* Whatever else is done closes it. */
  useEffect(() => {
    const stage = now.stage.current;
    if (!isOpen || !swiped || !stage) return;
    const closing = new AbortController();
    const { signal } = closing;
    const close = () => void settle(swiped, 0);
    const outside = (event: Event) => {
      if (!(event.target instanceof Element) || uncovered.current?.contains(event.target)) return;
      closedAt.current = event.timeStamp;
      close();
      /* A tap on the files closes and does no more. */
      if (!stage.contains(event.target)) return;
      const stop = (end: Event) => end.cancelable && end.preventDefault();
      event.target.addEventListener('touchend', stop, { once: true });
    };
    document.addEventListener('touchstart', outside, { capture: true, passive: true, signal });
    document.addEventListener('mousedown', outside, { capture: true, signal });
    document.addEventListener('keydown', (event) => event.key === 'Escape' && close(), { signal });
    stage.addEventListener('scroll', close, { signal });
    window.addEventListener('resize', close, { signal });
    return () => closing.abort();
  }, [isOpen, swiped, settle, now.stage]);
  /* A row that is gone, moved or selected takes its actions along. */
  const index = swiped ? now.shown.indexOf(swiped.file.id) : -1;
  const isSelecting = now.selection.ids.size > 0;
  const before = useRef({ index, isSelecting });
  useEffect(() => {
    const was = before.current;
    before.current = { index, isSelecting };
    if (swiped && isOpen && (was.index !== index || was.isSelecting !== isSelecting)) void settle(swiped, 0);
  }, [index, isSelecting, swiped, isOpen, settle]);

  const drag: Swipe['drag'] = (way, start, to) => {
    const { view, renaming, selection, actsOn, stage } = latest.current;
    const item = itemOf(start, latest.current);
    const { current: element } = stage;
    if (way !== 'across' || view !== 'list' || renaming !== undefined || !item || !element) return undefined;
    if (start.at === closedAt.current || start.x < systemEdge || start.x > window.innerWidth - systemEdge)
      return undefined;
    /* Columns that somebody made wide are scrolled sideways. */
    if (element.scrollWidth > element.clientWidth) return undefined;
    const sign = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
    const uncovers = (to.x - start.x) * sign < 0;
    const acts = uncovers ? actsShown(actsOn?.(item.file)) : undefined;
    if (acts?.length === 0 || (uncovers && selection.ids.size > 0)) return undefined;
    const of: Swiped = { file: item.file, row: item.element, acts, sign };
    moved.current = 0;
    setSwiped(of);
    setDue(false);
    return {
      move: ({ x }) => {
        const by = Math.max(0, (x - start.x) * (acts ? -sign : sign));
        place(of, acts ? Math.min(uncovered.current?.offsetWidth ?? 0, by) : givesWay(by, farthest));
        setDue(!acts && moved.current >= dueAt);
      },
      end: (speed) => {
        const { selection: selected, onSelect } = latest.current;
        if (!acts && speed && moved.current >= dueAt) {
          navigator.vibrate?.(10);
          onSelect(toggle(selected, of.file.id));
        }
        const whole = (acts && uncovered.current?.offsetWidth) ?? 0;
        const opens = speed && goesOn(moved.current, whole, -speed.x * sign);
        void settle(of, opens ? whole : 0);
      },
    };
  };

  const run = (of: Swiped, act: ItemAct) => {
    void settle(of, 0);
    act.run();
  };
  const tray = swiped && (
    <div
      className="tray"
      style={{ '--tray-top': `${swiped.row.offsetTop}px`, '--tray-height': `${swiped.row.offsetHeight}px` }}
    >
      {swiped.acts ? (
        <div ref={uncovered} className="tray-acts" role="group" aria-label={w('actsFor', { name: swiped.file.name })}>
          {swiped.acts.map((act) => (
            <button
              key={act.id}
              type="button"
              className={act.isDanger ? 'is-danger' : undefined}
              onClick={() => run(swiped, act)}
            >
              <Icon name={act.icon} />
              <span>{act.label}</span>
            </button>
          ))}
        </div>
      ) : (
        <span className={isDue ? 'tray-pick is-due' : 'tray-pick'} aria-hidden="true">
          <span className="check on" />
        </span>
      )}
    </div>
  );
  return { drag, tray };
}
