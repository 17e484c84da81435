/** What is shown of a file: the viewer for its kind, or why there is none. */
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { kindOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { PlainView } from './PlainView.tsx';
import type { ViewerProps } from './viewer.ts';
import { type View, viewOf } from './views.ts';
import { Waiting } from './Waiting.tsx';
import { previewWords } from './words.ts';

/** Bytes up to which a file of an unknown type may be looked at as text. */
const asTextBytes = 50_000_000;

const viewers: Readonly<Record<Exclude<View, 'none' | 'trash'>, ComponentType<ViewerProps>>> = {
  image: lazy(() => import('./picture/PictureViewer.tsx')),
  video: lazy(() => import('./media/VideoViewer.tsx')),
  audio: lazy(() => import('./media/AudioViewer.tsx')),
  text: lazy(() => import('./text/TextViewer.tsx')),
  markdown: lazy(() => import('./markdown/MarkdownViewer.tsx')),
  pdf: lazy(() => import('./pdf/PdfViewer.tsx')),
  archive: lazy(() => import('./archive/ArchiveViewer.tsx')),
};

interface ContentProps extends Omit<ViewerProps, 'onBroken'> {
  /** Puts what lies in the trash back, and shows it there. */
  readonly onRestore: () => void;
}

export function Content({ onRestore, ...props }: ContentProps) {
  const { file, onDownload } = props;
  const w = useWords(previewWords);
  const [asText, setAsText] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const view = asText ? 'text' : viewOf(file);
  const download = { label: w.t('download'), icon: 'download', run: onDownload } as const;
  const plain = (why: string, onAsText?: () => void) => (
    <PlainView file={file} w={w} why={why} way={download} onAsText={onAsText} />
  );

  if (view === 'trash') {
    const way = { label: w('restoreAndOpen'), icon: 'undo', run: onRestore } as const;
    return <PlainView file={file} w={w} why={w('inTrash')} way={way} />;
  }
  if (view === 'none') {
    const kind = kindOf(file.name);
    const mayBeText = kind === 'unknown' && file.size > 0 && file.size <= asTextBytes;
    const isOffice = kind === 'document' || kind === 'sheet' || kind === 'slides';
    return plain(w(isOffice ? 'noOffice' : 'noView'), mayBeText ? () => setAsText(true) : undefined);
  }
  if (isBroken) return plain(w(view === 'image' ? 'pictureBroken' : view === 'pdf' ? 'pdfBroken' : 'mediaBroken'));
  const Viewer = viewers[view];
  return (
    <Boundary key={view} fallback={plain(w('viewerFailed'))}>
      <Suspense fallback={<Waiting name={file.name} />}>
        <Viewer {...props} onBroken={() => setBroken(true)} />
      </Suspense>
    </Boundary>
  );
}

/** A viewer that can't be loaded, or fails over a content, takes nothing else with it. */
class Boundary extends Component<
  { readonly fallback: ReactNode; readonly children: ReactNode },
  { readonly hasFailed: boolean }
> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
