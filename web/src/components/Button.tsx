import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { Icon, Spinner } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Tip } from './Tip.tsx';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'>;

export interface ButtonProps extends Native {
  /** solid = the one action of the view; danger = only what can't be taken back. */
  look?: 'solid' | 'edge' | 'tint' | 'word' | 'danger' | 'plain';
  size?: 'small' | 'normal' | 'large';
  icon?: IconName;
  /** Shows a spinner before the word and takes no more clicks. */
  busy?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with a word on it. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  busy = false,
  className = '',
  type = 'button',
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const classes = ['button', look !== 'plain' && look, size !== 'normal' && size, className].filter(Boolean).join(' ');
  return (
    <button
      {...rest}
      type={type}
      className={classes}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} className={size === 'small' ? 's' : ''} />}
      {children}
    </button>
  );
}

export interface ToolProps extends Native {
  icon: IconName;
  /** What it does: the accessible name and the tooltip. */
  label: string;
  /** Key that does the same, shown in the tooltip. */
  hint?: string;
  /** Why it can't be used now: shown in the tooltip instead; the tool stays reachable but does nothing. */
  why?: string | undefined;
  pressed?: boolean;
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon. */
export function Tool({ icon, label, hint, why, pressed, small, className = '', onClick, ...rest }: ToolProps) {
  const id = useId();
  return (
    <Tip text={why ?? label} hint={why ? undefined : hint} onFocus={why !== undefined}>
      <button
        {...rest}
        type="button"
        className={['tool', small && 'small', className].filter(Boolean).join(' ')}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={why ? true : undefined}
        aria-describedby={why ? id : undefined}
        onClick={why ? undefined : onClick}
      >
        <Icon name={icon} />
        {why && (
          <span id={id} className="unseen">
            {why}
          </span>
        )}
      </button>
    </Tip>
  );
}
