/** The lines that the terms of a link are made of. */
import { type ReactNode, useId } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useMenu } from '../../components/Menu.tsx';
import { ShareIcon, type ShareIconName } from './icons.tsx';

interface OptionProps {
  readonly icon: ReactNode;
  readonly label: ReactNode;
  readonly sub?: ReactNode;
  readonly children: ReactNode;
}

/** A line of the terms: what it is about, and what sets it. */
export function Option({ icon, label, sub, children }: OptionProps) {
  return (
    <div className="option">
      {icon}
      <div>
        {label}
        {sub && <p>{sub}</p>}
      </div>
      {children}
    </div>
  );
}

interface SwitchOptionProps {
  /** A name is one of sharing's own icons. */
  readonly icon: ShareIconName | ReactNode;
  readonly label: string;
  readonly sub?: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A line that is on or off. */
export function SwitchOption({ icon, label, sub, checked, disabled, onChange }: SwitchOptionProps) {
  const id = useId();
  return (
    <label className="option">
      {typeof icon === 'string' ? <ShareIcon name={icon as ShareIconName} /> : icon}
      <div>
        {label}
        {sub && <p id={id}>{sub}</p>}
      </div>
      <input
        className="toggle"
        type="checkbox"
        aria-label={label}
        aria-describedby={sub ? id : undefined}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly disabled: boolean;
  readonly onChoose: (value: Value) => void;
}

/** One of a few values, chosen from a menu. */
export function Choice<Value extends string>({ label, value, choices, disabled, onChoose }: ChoiceProps<Value>) {
  const shown = choices.find(([each]) => each === value)?.[1] ?? '';
  const { props, menu } = useMenu({
    label,
    end: true,
    items: () =>
      choices.map(([id, text]) => ({ id, label: text, checked: id === value, onSelect: () => onChoose(id) })),
  });
  return (
    <>
      <button type="button" className="role" aria-label={`${label}: ${shown}`} disabled={disabled} {...props}>
        {shown}
        <Icon name="down" />
      </button>
      {menu}
    </>
  );
}
