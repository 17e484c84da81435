import { type FormEvent, type PointerEvent, type ReactNode, useId } from 'react';
import { createPortal } from 'react-dom';
import { DialogFrame } from './DialogFrame.tsx';
import { SheetGrab } from './SheetGrab.tsx';

interface PopoverProps {
  readonly label: string;
  /** What it hangs under; on the phone it is a sheet at the bottom. */
  readonly anchor: Element;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}

const margin = 8;

/** Puts a box under what it belongs to, within the window. */
function hangUnder(element: HTMLElement, anchor: Element): void {
  const box = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const left = document.documentElement.dir === 'rtl' ? box.right - width : box.left;
  element.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
  element.style.top = `${Math.max(margin, Math.min(box.bottom + 6, window.innerHeight - height - margin))}px`;
}

function isOutside({ currentTarget, clientX: x, clientY: y }: PointerEvent): boolean {
  const box = currentTarget.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

/** A small form under a control: a dialog that dims nothing. */
export function Popover({ label, anchor, children, footer, onClose, onSubmit }: PopoverProps) {
  const id = useId();
  return createPortal(
    <DialogFrame
      className="popover"
      labelledBy={id}
      onOpen={(dialog) => hangUnder(dialog, anchor)}
      isBeside={isOutside}
      onClose={onClose}
    >
      <SheetGrab onClose={onClose} />
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <h2 className="t-small quiet" id={id}>
          {label}
        </h2>
        {children}
        {footer && <footer>{footer}</footer>}
      </form>
    </DialogFrame>,
    document.body,
  );
}
