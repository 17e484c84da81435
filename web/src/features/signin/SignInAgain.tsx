/** The server has ended the session: signing in again without leaving the page, whose calls wait and then go on. */
import { ApiError, ErrorCode } from '@canopy/contract';
import { useEffect, useState } from 'react';
import { client, currentMe, reasonOf, session } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { announce } from '../../components/Snackbar.tsx';
import { useWords } from '../../i18n/words.ts';
import { againWords } from './again-words.ts';
import { PasswordField } from './PasswordField.tsx';
import { signInWords } from './words.ts';
import './signin.css';

/** @param waiting calls that wait; a new one opens a dialog that was closed */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function SignInAgain({ waiting }: { waiting: number }) {
  const w = useWords(againWords);
  const [closedAt, setClosedAt] = useState(-1);
  if (closedAt !== waiting) return <Again onClose={() => setClosedAt(waiting)} />;
  return (
    <p className="offline notice warning" role="status">
      {w('ended')}
      <Button look="word" onClick={() => setClosedAt(-1)}>
        {w('signIn')}
      </Button>
    </p>
  );
}

function Again({ onClose }: { onClose: () => void }) {
  const w = useWords(againWords);
  const common = useWords(signInWords);
  const known = currentMe()?.email ?? '';
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isOther = email.trim().toLowerCase() !== known.toLowerCase();

  useEffect(() => announce(w('sub')), [w]);

  const submit = async () => {
    if (busy) return;
    if (!password) return setProblem(common('passwordMissing'));
    setBusy(true);
    setProblem(undefined);
    try {
      await client.signIn({ email: email.trim(), password });
      announce(w('goesOn'));
    } catch (error) {
      const needsCode = error instanceof ApiError && error.code === ErrorCode.CONTINUE;
      setProblem(needsCode ? common('needsCode') : reasonOf(error, w.t).text);
      setBusy(false);
    }
  };
  return (
    <Dialog
      narrow
      title={w('title')}
      sub={w('sub')}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          {/* Ends it on this device; the page of a guest, or the one for signing in, takes its place. */}
          <Button onClick={() => session.leave()}>{w('leave')}</Button>
          <span className="gap" />
          <Button look="solid" type="submit" busy={busy}>
            {w('signIn')}
          </Button>
        </>
      }
    >
      <div className="again">
        <Field
          label={common('mail')}
          type="email"
          large
          autoComplete="username"
          inputMode="email"
          value={email}
          hint={isOther ? w('other') : undefined}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField label={common('password')} value={password} error={problem} autoFocus onChange={setPassword} />
      </div>
    </Dialog>
  );
}
