import type { FileResponse } from '@canopy/contract';
import { FileName, isFolder, kindText, Thumb } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';

/** What a menu is about: shown on the phone, where the menu covers the item. */
export function MenuHead({ file }: { file: FileResponse }) {
  const t = useT();
  return (
    <>
      <Thumb file={file} />
      <div>
        <FileName name={file.name} isFolder={isFolder(file)} />
        <p className="t-small faint num">{kindText(file, t)}</p>
      </div>
    </>
  );
}
