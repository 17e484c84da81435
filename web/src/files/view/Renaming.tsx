import { type ComponentProps, lazy, Suspense } from 'react';
import { HoldKeys } from '../../components/HoldKeys.tsx';
import { FileName } from '../FileName.tsx';
import { isFolder } from '../kinds.ts';

const RenameField = lazy(() => import('./RenameField.tsx'));

/** The field for a new name; the old name stands there until it is loaded. */
export function Renaming(props: ComponentProps<typeof RenameField>) {
  return (
    <Suspense
      fallback={
        <>
          <HoldKeys />
          <FileName name={props.file.name} isFolder={isFolder(props.file)} />
        </>
      }
    >
      <RenameField {...props} />
    </Suspense>
  );
}
