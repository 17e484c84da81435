import { type KeyboardEvent, type Ref, useState } from 'react';
import { Tool } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { useWords } from '../../i18n/words.ts';
import { signInWords } from './words.ts';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly isNew?: boolean;
  readonly autoFocus?: boolean;
  readonly onCapsLock?: (isOn: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A password that one can look at while writing it, with a word about Caps Lock. */
export function PasswordField({ value, onChange, hint, isNew, autoFocus, onCapsLock, ...field }: PasswordFieldProps) {
  const t = useWords(signInWords);
  const [visible, setVisible] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  return (
    <Field
      {...field}
      type={visible ? 'text' : 'password'}
      large
      autoComplete={isNew ? 'new-password' : 'current-password'}
      data-autofocus={autoFocus || undefined}
      value={value}
      hint={capsLock ? t('capsLock') : hint}
      onChange={(event) => onChange(event.target.value)}
      onKeyUp={(event: KeyboardEvent) => {
        const isOn = event.getModifierState?.('CapsLock') ?? false;
        setCapsLock(isOn);
        onCapsLock?.(isOn);
      }}
      tool={
        <Tool
          icon="eye"
          label={t(visible ? 'hidePassword' : 'showPassword')}
          pressed={visible}
          onClick={() => setVisible(!visible)}
        />
      }
    />
  );
}
