import type { FileResponse } from '@canopy/contract';
import { Facts } from '../../components/Facts.tsx';
import { FileName, isFolder, Thumb } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';

/** What a menu is about: shown on the phone, where the menu covers the item. */
export function MenuHead({ file }: { file: FileResponse }) {
  const t = useT();
  return (
    <>
      <Thumb file={file} />
      <div>
        <FileName name={file.name} isFolder={isFolder(file)} />
        <p className="t-small faint num">
          <Facts facts={[t.when(file.updated_at), isFolder(file) ? undefined : t.size(file.size)]} />
        </p>
      </div>
    </>
  );
}
