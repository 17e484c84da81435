/** The small picture of a file, where there is one; its icon until then. */
import type { FileResponse } from '@canopy/contract';
import { useState } from 'react';
import { FileIcon } from './KindIcon.tsx';
import { usePicture } from './pictures.ts';

/** A picture of a file; nothing when it can't be shown. */
export function Image({ src }: { src: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) return null;
  return (
    <img
      className="art"
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PictureThumb({ file }: { file: FileResponse }) {
  const picture = usePicture(file);
  if (!picture) return <FileIcon file={file} />;
  return (
    <span className="thumb">
      <Image src={picture} />
    </span>
  );
}
