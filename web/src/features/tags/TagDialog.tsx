import type { FileResponse } from '@canopy/contract';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { TagLine } from './TagLine.tsx';
import { tagWords } from './words.ts';

/** The tags of a selection. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function TagDialog({ files, onClose }: { files: readonly FileResponse[]; onClose: () => void }) {
  const t = useT();
  const w = useWords(tagWords);
  return (
    <Dialog
      title={w('dialogTitle', { n: files.length, name: files[0]?.name ?? '' })}
      narrow
      onClose={onClose}
      footer={
        <>
          <span className="gap" />
          <Button look="solid" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <TagLine files={files} inDialog={{ close: onClose }} />
    </Dialog>
  );
}
