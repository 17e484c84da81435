/** What every modal dialog of the browser does here: it opens, keeps the focus and its keys, and knows how it is left. */
import { type PointerEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { enterDialog } from './dialog-layer.ts';

export interface DialogFrameProps {
  readonly className: string;
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly children: ReactNode;
  /** Called once it is open: to put it in its place. */
  readonly onOpen?: (dialog: HTMLDialogElement) => void;
  readonly onClose: () => void;
  /** Whether a press on the element itself is one beside what is seen of it; always, when left out. */
  readonly isBeside?: (event: PointerEvent<HTMLDialogElement>) => boolean;
}

/** The browser keeps the focus in it, gives it back, and closes it with Esc; so does a press beside it. */
export function DialogFrame({ className, labelledBy, children, onOpen, onClose, isBeside }: DialogFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const opened = useRef(onOpen);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    const leave = enterDialog(element);
    opened.current?.(element);
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      leave();
      element.close();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current && (isBeside?.(event) ?? true)) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {children}
    </dialog>
  );
}
