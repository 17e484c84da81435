/** Uploads that this browser knows nothing of: sent anew with their file, or ended. */
import type { FileResponse } from '@canopy/contract';
import { useState } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button, Tool } from '../../components/Button.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { FileName, KindIcon, kindOf, uriOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { pickEntries } from './drop-entries.ts';
import { endForgotten, sendForgotten } from './forgotten.ts';
import { uploadWords } from './words.ts';

export function ForgottenRow({ file }: { file: FileResponse }) {
  const w = useWords(uploadWords);
  const [isBusy, setBusy] = useState(false);
  const { name } = file;
  const folder = uriOf(file).parent().name || w.t('files');
  const choose = async () => {
    const [chosen] = await pickEntries('file');
    if (!chosen?.file) return;
    if (chosen.file.name === name) await sendForgotten(file, chosen.file);
    else say({ text: w('otherFile', { name }), tone: 'failed' });
  };
  const end = async () => {
    setBusy(true);
    try {
      await endForgotten(file);
      announce(w('ended', { name }));
    } catch (error) {
      const { text, id } = reasonOf(error, w.t);
      say({ text: w('notEnded', { name, reason: text }), tone: 'failed', errorId: id });
      setBusy(false);
    }
  };
  return (
    <li className="job is-clash">
      <KindIcon kind={kindOf(name)} />
      <div>
        <FileName name={name} isFolder={false} />
        <p>{w('forgotten', { folder, when: w.t.moment(file.created_at) })}</p>
      </div>
      <span className="do">
        <Tool icon="close" label={w('cancel', { name })} disabled={isBusy} onClick={() => void end()} />
      </span>
      <span className="choices">
        <Button look="edge" onClick={() => void choose()}>
          {w('sendAnew')}
        </Button>
        <Button busy={isBusy} onClick={() => void end()}>
          {w('cleanUp')}
        </Button>
      </span>
    </li>
  );
}
