import type { FileResponse, FileUri } from '@canopy/contract';
import { useEffect, useRef, useState } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { useFolderRule } from '../../files/folder-rule.ts';
import { FolderIcon, KindIcon, useCommands } from '../../files/index.ts';
import { fileNameProblem, freeName } from '../../files/name-rules.ts';
import { type NameKey, nameWords } from '../../files/name-words.ts';
import { stemLength } from '../../files/names.ts';
import { useWords } from '../../i18n/words.ts';
import type { NewKind } from './actions.ts';

interface NewItemProps {
  readonly what: NewKind;
  readonly parent: FileUri;
  /** Names that are taken, as far as they are loaded. */
  readonly taken: ReadonlySet<string>;
  readonly onCreated: (item: FileResponse) => void;
  readonly onClose: () => void;
}

const titles = {
  folder: 'newFolder',
  text: 'newTextFile',
  markdown: 'newMarkdownFile',
} as const satisfies Record<NewKind, NameKey>;
const extensions: Readonly<Record<NewKind, string>> = { folder: '', text: '.txt', markdown: '.md' };

/** Asks for the name of a new folder or file. Of a file, the extension stays unless somebody goes to it. */
export function NewItemDialog({ what, parent, taken, onCreated, onClose }: NewItemProps) {
  const w = useWords(nameWords);
  const { t } = w;
  const commands = useCommands();
  const input = useRef<HTMLInputElement>(null);
  const isFolder = what === 'folder';
  const rule = useFolderRule(parent, !isFolder);
  const [name, setName] = useState(() => freeName(w(isFolder ? 'newFolder' : 'newFileName'), taken, extensions[what]));
  const [busy, setBusy] = useState(false);
  /* An empty field explains itself only to whoever wants to go on with it. */
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<string>();

  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(0, stemLength(field.value, isFolder));
  }, [isFolder]);

  const problem = fileNameProblem(name, rule);
  const problemText = problem
    ? w(problem.key, problem.values)
    : taken.has(name)
      ? w('nameTaken', { name })
      : (failed ?? undefined);

  const submit = async () => {
    setTried(true);
    if (problemText || busy) return;
    setBusy(true);
    try {
      const item = await (isFolder ? commands.createFolder(parent, name) : commands.createFile(parent, name));
      onClose();
      onCreated(item);
    } catch (error) {
      setFailed(w(isFolder ? 'failCreate' : 'failCreateFile', { reason: reasonOf(error, t).text }));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={w(titles[what])}
      sub={parent.name || t('files')}
      lead={isFolder ? <FolderIcon /> : <KindIcon kind="text" />}
      narrow
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <span className="gap" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="solid" type="submit" busy={busy} aria-disabled={problemText !== undefined && !busy}>
            {t('create')}
          </Button>
        </>
      }
    >
      <Field
        ref={input}
        label={w(isFolder ? 'folderNameLabel' : 'fileNameLabel')}
        value={name}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        error={name === '' && !tried ? undefined : problemText}
        onChange={(event) => {
          setName(event.target.value);
          setFailed(undefined);
        }}
      />
    </Dialog>
  );
}
