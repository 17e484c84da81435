/** The pages of a document in a scrolling element; only those near the window are drawn. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { AnnotationMode, loadViewer, type PDFDocumentProxy } from './library.ts';

type Library = Awaited<ReturnType<typeof loadViewer>>;
type Viewer = InstanceType<Library['PDFViewer']>;

export interface Matches {
  readonly current: number;
  readonly total: number;
}

export interface Pages {
  /** The page in view, from 1. */
  readonly page: number;
  readonly matches: Matches;
  goTo(page: number): void;
  zoomBy(factor: number): void;
  fit(): void;
  toggle(): void;
  /** Looks for a text; `again` goes on from the match shown, forwards or backwards. */
  find(text: string, again?: 'next' | 'previous'): void;
}

/** How much of a window's width small pages may take. */
const fitted = 'auto';

interface Shown {
  readonly viewer: Viewer;
  readonly bus: InstanceType<Library['EventBus']>;
}

/** Takes the listeners of the viewer away when `signal` says so; the types of the library forget to offer it. */
const lifeOf = (signal: AbortSignal): object => ({ abortSignal: signal });

export function usePages(
  container: RefObject<HTMLDivElement | null>,
  pdf: PDFDocumentProxy,
  onZoom: (percent: number | 'fit') => void,
): Pages {
  const shown = useRef<Shown>(undefined);
  const [page, setPage] = useState(1);
  const [matches, setMatches] = useState<Matches>({ current: 0, total: 0 });

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const gone = new AbortController();
    const show = async () => {
      const { EventBus, PDFFindController, PDFLinkService, PDFViewer } = await loadViewer();
      if (gone.signal.aborted) return;
      const bus = new EventBus();
      const linkService = new PDFLinkService({
        eventBus: bus,
        externalLinkTarget: 2 /* a tab of its own */,
        externalLinkRel: 'noopener noreferrer nofollow',
      });
      const findController = new PDFFindController({ eventBus: bus, linkService });
      const viewer = new PDFViewer({
        container: element,
        eventBus: bus,
        linkService,
        findController,
        /* Filled forms show what they hold; nothing of a document is executed. */
        annotationMode: AnnotationMode.ENABLE,
        removePageBorders: true,
        ...lifeOf(gone.signal),
      });
      linkService.setViewer(viewer);
      bus.on('pagesinit', () => {
        viewer.currentScaleValue = fitted;
      });
      bus.on('pagechanging', ({ pageNumber }: { pageNumber: number }) => setPage(pageNumber));
      bus.on('scalechanging', ({ scale, presetValue }: { scale: number; presetValue?: string }) =>
        onZoom(presetValue === fitted ? 'fit' : Math.round(scale * 100)),
      );
      const count = ({ matchesCount }: { matchesCount: Matches }) => setMatches(matchesCount);
      bus.on('updatefindmatchescount', count);
      bus.on('updatefindcontrolstate', count);
      viewer.setDocument(pdf);
      linkService.setDocument(pdf);
      shown.current = { viewer, bus };
    };
    void show();
    const watcher = new ResizeObserver(() => {
      const viewer = shown.current?.viewer;
      if (viewer?.currentScaleValue === fitted) viewer.currentScaleValue = fitted;
    });
    watcher.observe(element);
    return () => {
      gone.abort();
      watcher.disconnect();
      shown.current?.viewer.cleanup();
      shown.current = undefined;
    };
  }, [container, pdf, onZoom]);

  const zoomTo = (value: string) => {
    if (shown.current) shown.current.viewer.currentScaleValue = value;
  };
  return {
    page,
    matches,
    goTo: (wanted) => {
      if (shown.current) shown.current.viewer.currentPageNumber = wanted;
    },
    zoomBy: (factor) => shown.current?.viewer.updateScale({ scaleFactor: factor }),
    fit: () => zoomTo(fitted),
    toggle: () => zoomTo(shown.current?.viewer.currentScaleValue === fitted ? '1' : fitted),
    find: (text, again) =>
      shown.current?.bus.dispatch('find', {
        source: shown.current,
        type: again ? 'again' : '',
        query: text,
        caseSensitive: false,
        entireWord: false,
        highlightAll: true,
        findPrevious: again === 'previous',
        matchDiacritics: false,
      }),
  };
}
