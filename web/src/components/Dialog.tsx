import { type FormEvent, type ReactNode, useId } from 'react';
import { useT } from '../i18n/index.tsx';
import { Button, Tool } from './Button.tsx';
import { DialogFrame } from './DialogFrame.tsx';
import { SheetGrab } from './SheetGrab.tsx';

export interface DialogProps {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  /** A picture before the title. */
  readonly lead?: ReactNode;
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
  readonly narrow?: boolean;
  readonly wide?: boolean;
  readonly onClose: () => void;
  /** When given, the dialog is a form: Enter and the submit button call it. */
  readonly onSubmit?: () => void;
}

/** A modal dialog, or a bottom sheet on the phone. The browser keeps the focus in and gives it back afterwards. */
export function Dialog({ title, sub, lead, footer, children, narrow, wide, onClose, onSubmit }: DialogProps) {
  const t = useT();
  const id = useId();

  const content = (
    <>
      <SheetGrab onClose={onClose} />
      <header>
        {lead}
        <div>
          <h2 className="t-title" id={id}>
            {title}
          </h2>
          {sub && <p className="t-small quiet num">{sub}</p>}
        </div>
        <Tool icon="close" label={t('close')} onClick={onClose} />
      </header>
      {children && <div className="body">{children}</div>}
      {footer && <footer>{footer}</footer>}
    </>
  );
  const className = narrow ? 'dialog narrow' : wide ? 'dialog wide' : 'dialog';
  return (
    <DialogFrame className="scrim" labelledBy={id} onClose={onClose}>
      {onSubmit ? (
        <form
          className={className}
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {content}
        </form>
      ) : (
        <div className={className}>{content}</div>
      )}
    </DialogFrame>
  );
}

export interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be taken back. The safe answer has the focus. */
export function ConfirmDanger({ title, text, confirm, onConfirm, onClose }: ConfirmProps) {
  const t = useT();
  return (
    <Dialog
      title={title}
      narrow
      onClose={onClose}
      footer={
        <>
          <span className="gap" />
          <Button onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <p className="t-read quiet">{text}</p>
    </Dialog>
  );
}
