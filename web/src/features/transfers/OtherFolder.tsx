/** Another folder for what could not go to the one it was meant for. */
import type { UploadRow } from '@canopy/client';
import { createPortal } from 'react-dom';
import { FolderIcon, KindIcon, kindOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import MoveDialog from '../explorer/MoveDialog.tsx';
import type { Engine } from './engine.ts';
import { uploadWords } from './words.ts';

interface OtherFolderProps {
  readonly row: UploadRow;
  readonly engine: Engine;
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function OtherFolder({ row, engine, onClose }: OtherFolderProps) {
  const w = useWords(uploadWords);
  const stranded = engine.stranded(row);
  const { name, kind } = row;
  /* Not in the row: it would look like a part of it. */
  return createPortal(
    <MoveDialog
      files={[]}
      copy={false}
      purpose={{
        title: w('redirectTitle', { n: stranded.length, name }),
        sub: w('redirectSub'),
        lead: kind === 'folder' ? <FolderIcon /> : <KindIcon kind={kindOf(name)} />,
        choose: (folder) => w('uploadTo', { name: folder }),
      }}
      onChosen={(folder) => engine.redirect(stranded, folder)}
      onClose={onClose}
    />,
    document.body,
  );
}
