import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';

type Anchor = ReactElement<{
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: () => void;
  onPointerDown?: () => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: () => void;
}>;

const delayMs = 500;

interface TipProps {
  readonly text: string;
  readonly hint?: string | undefined;
  readonly onFocus?: boolean;
  readonly children: Anchor;
}

/**
 * A tooltip for the mouse. The name of the control stands in its aria-label, so nothing is lost without it: touch and
 * screen readers never need it. What says more than the name comes for the keyboard too (`onFocus`).
 */
export function Tip({ text, hint, onFocus, children }: TipProps) {
  const [box, setBox] = useState<DOMRect>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hide = () => {
    clearTimeout(timer.current);
    setBox(undefined);
  };
  const anchor = cloneElement(children, {
    onPointerEnter: (event) => {
      if (event.pointerType !== 'mouse') return;
      const target = event.currentTarget;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setBox(target.getBoundingClientRect()), delayMs);
    },
    onPointerLeave: hide,
    onPointerDown: hide,
    ...(onFocus && {
      onFocus: ({ currentTarget }) =>
        currentTarget.matches(':focus-visible') && setBox(currentTarget.getBoundingClientRect()),
      onBlur: hide,
    }),
  });
  return (
    <>
      {anchor}
      {box && createPortal(<TipBubble box={box} text={text} hint={hint} />, document.body)}
    </>
  );
}

function TipBubble({ box, text, hint }: { box: DOMRect; text: string; hint: string | undefined }) {
  const place = (bubble: HTMLSpanElement | null) => {
    if (!bubble) return;
    const { width, height } = bubble.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - width / 2), window.innerWidth - width - 8);
    const below = box.bottom + 6;
    bubble.style.left = `${left}px`;
    bubble.style.top = `${below + height > window.innerHeight - 8 ? box.top - height - 6 : below}px`;
  };
  return (
    <span ref={place} className="tip at" aria-hidden="true">
      {text}
      {hint && <kbd>{hint}</kbd>}
    </span>
  );
}
