import type { FileResponse, FileUri } from '@canopy/contract';
import { useEffect, useRef, useState } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { FolderIcon, useCommands } from '../../files/index.ts';
import { freeName, nameProblem } from '../../files/name-rules.ts';
import { nameWords } from '../../files/name-words.ts';
import { useWords } from '../../i18n/words.ts';

interface NewFolderProps {
  readonly parent: FileUri;
  /** Names that are taken, as far as they are loaded. */
  readonly taken: ReadonlySet<string>;
  readonly onCreated: (folder: FileResponse) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a new folder. */
export function NewFolderDialog({ parent, taken, onCreated, onClose }: NewFolderProps) {
  const w = useWords(nameWords);
  const { t } = w;
  const commands = useCommands();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(() => freeName(w('newFolderName'), taken));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const problem = nameProblem(name);
  const problemText = problem
    ? w(problem.key, problem.values)
    : taken.has(name)
      ? w('nameTaken', { name })
      : (failed ?? undefined);

  const submit = async () => {
    if (problemText || busy) return;
    setBusy(true);
    try {
      const folder = await commands.createFolder(parent, name);
      onClose();
      onCreated(folder);
    } catch (error) {
      setFailed(w('failCreate', { reason: reasonOf(error, t).text }));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('newFolder')}
      sub={parent.name || t('files')}
      lead={<FolderIcon />}
      narrow
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <span className="gap" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="solid" type="submit" busy={busy} disabled={problemText !== undefined && !busy}>
            {t('create')}
          </Button>
        </>
      }
    >
      <Field
        ref={input}
        label={w('folderNameLabel')}
        value={name}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        error={name === '' ? undefined : problemText}
        onChange={(event) => {
          setName(event.target.value);
          setFailed(undefined);
        }}
      />
    </Dialog>
  );
}
