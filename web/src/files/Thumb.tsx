import type { FileResponse } from '@canopy/contract';
import { lazy, Suspense } from 'react';
import { FileIcon } from './KindIcon.tsx';
import { isFolder } from './kinds.ts';

/* Rows stand there with their icons first; what fetches pictures comes after them. */
const PictureThumb = lazy(() => import('./PictureThumb.tsx'));

/** Small picture for a row. */
export function Thumb({ file }: { file: FileResponse }) {
  const icon = <FileIcon file={file} />;
  if (isFolder(file) || file.size === 0) return icon;
  return (
    <Suspense fallback={icon}>
      <PictureThumb file={file} />
    </Suspense>
  );
}
