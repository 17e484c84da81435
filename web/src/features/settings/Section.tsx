import { type ReactNode, useId } from 'react';

/** A part of the settings with its title. */
export function Section({
  id,
  title,
  hint,
  children,
}: {
  id: string;
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <section id={id} className="settings-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="t-title" tabIndex={-1}>
        {title}
      </h2>
      {hint && <p className="t-small faint">{hint}</p>}
      {children}
    </section>
  );
}

interface RowProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Gets the ids of the label and of the hint. */
  readonly children: (labelled: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}

/** One setting: what it is, what it does, and the control that sets it. */
export function Row({ label, hint, children }: RowProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={note} className="t-small faint">
            {hint}
          </p>
        )}
      </div>
      {children({ id, 'aria-describedby': hint ? note : undefined })}
    </div>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchRow({ label, hint, checked, onChange }: SwitchProps) {
  return (
    <Row label={label} hint={hint}>
      {(named) => (
        <input
          {...named}
          className="toggle"
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
      )}
    </Row>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}

export function ChoiceRow<Value extends string>({ label, hint, value, choices, onChoose }: ChoiceProps<Value>) {
  return (
    <Row label={label} hint={hint}>
      {(named) => (
        <select
          {...named}
          className="input"
          value={value}
          onChange={(event) => {
            const chosen = choices.find(([each]) => each === event.target.value);
            if (chosen) onChoose(chosen[0]);
          }}
        >
          {choices.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}
