import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { useContentLink } from '../content.ts';
import type { ViewerProps } from '../viewer.ts';
import { Failed, Waiting } from '../Waiting.tsx';
import { previewWords } from '../words.ts';
import { PictureView } from './PictureView.tsx';

/** A picture, as an image and never as a document: what an SVG would do by script, it can't. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PictureViewer({ file, version, controls, onZoom, onReady, onBroken, onSwipe }: ViewerProps) {
  const w = useWords(previewWords);
  const { data: link, error, refetch } = useContentLink(file, version);
  /* A link that is renewed meanwhile leads to the same picture: what is shown stays. */
  const [url, setUrl] = useState(link?.url);
  useEffect(() => {
    if (link) setUrl((shown) => shown ?? link.url);
  }, [link]);
  if (error && !url) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!url) return <Waiting name={file.name} />;
  return (
    <PictureView
      file={file}
      url={url}
      w={w}
      controls={controls}
      onZoom={onZoom}
      onReady={onReady}
      onBroken={onBroken}
      onSwipe={onSwipe}
    />
  );
}
