import type { FileResponse } from '@canopy/contract';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { FileIcon } from '../../files/index.ts';
import { nameProblem } from '../../files/name-rules.ts';
import { nameWords } from '../../files/name-words.ts';
import { stemLength } from '../../files/names.ts';
import { useWords } from '../../i18n/words.ts';
import { menuWords } from '../explorer/menu-words.ts';

interface RenameProps {
  readonly file: FileResponse;
  readonly isTaken: (name: string) => boolean;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the new name of a file. */
export function RenameDialog({ file, isTaken, onName, onClose }: RenameProps) {
  const w = useWords(nameWords);
  const m = useWords(menuWords);
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(file.name);
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(0, stemLength(file.name, false));
  }, [file.name]);

  const problem = nameProblem(name);
  const problemText = problem
    ? w(problem.key, problem.values)
    : name !== file.name && isTaken(name)
      ? w('nameTaken', { name })
      : undefined;
  const submit = () => {
    if (problemText) return;
    onClose();
    onName(name);
  };
  return (
    <Dialog
      title={m('rename')}
      sub={file.name}
      lead={<FileIcon file={file} />}
      narrow
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <span className="gap" />
          <Button onClick={onClose}>{w.t('cancel')}</Button>
          <Button look="solid" type="submit" disabled={problemText !== undefined}>
            {m('rename')}
          </Button>
        </>
      }
    >
      <Field
        ref={input}
        label={w('nameField', { name: file.name })}
        value={name}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        error={problemText}
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  );
}
