import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { Icon } from './Icon.tsx';

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'size'> {
  readonly label: string;
  /** A link or a fact at the end of the label's line. */
  readonly aside?: ReactNode;
  /** A sentence that helps, below. */
  readonly hint?: ReactNode;
  /** A sentence that says what is wrong, instead of the hint. */
  readonly error?: ReactNode;
  /** A tool inside the field, at its end. */
  readonly tool?: ReactNode;
  readonly large?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A labelled text field with its hint and its error. */
export function Field({ label, aside, hint, error, tool, large, ref, ...input }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="field">
      {aside ? (
        <div className="between">
          <label className="label" htmlFor={id}>
            {label}
          </label>
          {aside}
        </div>
      ) : (
        <label htmlFor={id}>{label}</label>
      )}
      <div className={['input', large && 'large', error && 'is-error'].filter(Boolean).join(' ')}>
        <input
          {...input}
          ref={ref}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? note : undefined}
        />
        {tool}
      </div>
      {(error || hint) && (
        <p className={error ? 'hint error' : 'hint'} id={note} role={error ? 'alert' : undefined}>
          {error && <Icon name="warning" />}
          <span>{error || hint}</span>
        </p>
      )}
    </div>
  );
}
