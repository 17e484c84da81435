/** A new password; this device stays signed in, all others do not. */
import { ApiError, ErrorCode, type UserSettings } from '@canopy/contract';
import { type FormEvent, useRef, useState } from 'react';
import { client, reasonOf, useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { say } from '../../components/Snackbar.tsx';
import { useWords } from '../../i18n/words.ts';
import { PasswordField } from '../signin/PasswordField.tsx';
import { Section } from './Section.tsx';
import { settingsWords } from './words.ts';

const leastPassword = 8;

interface Problem {
  readonly field: 'current' | 'next';
  readonly text: string;
}

export function Password({ settings }: { settings: UserSettings }) {
  const w = useWords(settingsWords);
  return (
    <Section id="security" title={w('security')}>
      {settings.passwordless ? <p className="quiet">{w('passwordless')}</p> : <Form />}
    </Section>
  );
}

function Form() {
  const w = useWords(settingsWords);
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const currentField = useRef<HTMLInputElement>(null);
  const nextField = useRef<HTMLInputElement>(null);

  const show = (found: Problem) => {
    setProblem(found);
    (found.field === 'current' ? currentField : nextField).current?.focus();
  };
  const save = async () => {
    if (!current) return show({ field: 'current', text: w('passwordMissing') });
    if ([...next].length < leastPassword) return show({ field: 'next', text: w('passwordShort') });
    setBusy(true);
    setProblem(undefined);
    try {
      await client.call('patchPreferences', { body: { current_password: current, new_password: next } });
      setCurrent('');
      setNext('');
      say({ text: w('passwordChanged') });
      /* The change ended the session of this device too. When that fails, the page asks for the password later on. */
      if (me?.email) await client.signIn({ email: me.email, password: next }).catch(() => undefined);
    } catch (error) {
      if (error instanceof ApiError && error.code === ErrorCode.INCORRECT_PASSWORD) {
        show({ field: 'current', text: w('passwordWrong') });
      } else {
        const { text, id } = reasonOf(error, w.t);
        say({ text: w('notSaved', { reason: text }), tone: 'failed', errorId: id });
      }
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (field: Problem['field']) => (problem?.field === field ? problem.text : undefined);
  return (
    <form
      className="password-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      {/* Password managers want to know whose password it is. */}
      <input type="email" autoComplete="username" hidden readOnly value={me?.email ?? ''} />
      <PasswordField
        ref={currentField}
        label={w('currentPassword')}
        value={current}
        error={errorOf('current')}
        onChange={setCurrent}
      />
      <PasswordField
        ref={nextField}
        label={w('newPassword')}
        isNew
        value={next}
        error={errorOf('next')}
        hint={w('passwordHint')}
        onChange={setNext}
      />
      <div>
        <Button look="edge" type="submit" busy={busy}>
          {w('changePassword')}
        </Button>
      </div>
    </form>
  );
}
