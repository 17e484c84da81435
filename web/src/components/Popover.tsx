import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

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

/** A small form under a control. The browser keeps the focus in it, gives it back, and closes it with Esc. */
export function Popover({ label, anchor, children, footer, onClose, onSubmit }: PopoverProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    const box = anchor.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const left = document.documentElement.dir === 'rtl' ? box.right - width : box.left;
    element.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
    element.style.top = `${Math.max(margin, Math.min(box.bottom + 6, window.innerHeight - height - margin))}px`;
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => element.close();
  }, [anchor]);

  return createPortal(
    <dialog
      ref={dialog}
      className="popover"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const { clientX: x, clientY: y } = event;
        if (event.target === dialog.current && (x < box.left || x > box.right || y < box.top || y > box.bottom))
          onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
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
    </dialog>,
    document.body,
  );
}
