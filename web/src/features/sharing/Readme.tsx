/** What the owner of a shared folder wrote to whoever opens it: its README, when the share says to show it. */
import type { FileResponse, Share } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { client } from '../../api/index.ts';
import { Icon } from '../../components/Icon.tsx';
import { extensionOf, isFolder, uriOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { fetchPiece } from '../preview/content.ts';
import { openPreview } from '../preview/index.tsx';
import { guestWords } from './guest-words.ts';

const MarkdownNote = lazy(() => import('../preview/markdown/MarkdownNote.tsx'));

/** In this order, spelled like this (collab.md 1.4). */
const names = ['README.md', 'README.txt'];
/** More is not read for a note: who wants it opens the file. */
const readBytes = 16_384;

/** The README among these files, when it is to be shown. */
export function useReadme(share: Share, files: readonly FileResponse[]): FileResponse | undefined {
  if (!share.show_readme) return undefined;
  for (const name of names) {
    const found = files.find((file) => file.name === name && !isFolder(file) && file.size > 0);
    if (found) return found;
  }
  return undefined;
}

/** Signs from which on it is offered to be read at its full width. */
const longNote = 600;

interface ReadmeProps {
  readonly file: FileResponse;
  readonly share: Share;
}

/** Whether reading it uses something up: then nothing is read before somebody wants to. */
const isLimited = (share: Share) => typeof share.remain_downloads === 'number';

/** What it says, for guests: beside the files, where the share is told about. */
export function ReadmeNote({ file, share }: ReadmeProps) {
  const w = useWords(guestWords);
  const folder = useMemo(() => uriOf(file).parent(), [file]);
  const { data } = useQuery({
    queryKey: ['readme', file.path, file.primary_entity],
    queryFn: async ({ signal }) => {
      const url = await client.downloadUrl(uriOf(file), { signal });
      const bytes = await fetchPiece(url, 0, readBytes, signal);
      const text = new TextDecoder().decode(bytes);
      const isCut = file.size > bytes.length;
      /* Not in the middle of a line: what its end means would be guessed. */
      return { text: isCut ? text.slice(0, text.lastIndexOf('\n') + 1) || text : text, isCut };
    },
    enabled: !isLimited(share),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const open = () => openPreview(file, [file]);
  if (!data?.text.trim()) {
    return (
      <button type="button" className="text-link read" onClick={open}>
        {w('readMe', { name: file.name })}
      </button>
    );
  }
  return (
    <div className="said">
      <section
        className="markdown"
        aria-label={file.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
        tabIndex={0}
      >
        {extensionOf(file.name) === 'md' ? (
          <Suspense>
            <MarkdownNote text={data.text} folder={folder} />
          </Suspense>
        ) : (
          <p className="as-written" dir="auto">
            {data.text}
          </p>
        )}
      </section>
      {(data.isCut || data.text.length > longNote) && (
        <button type="button" className="text-link" onClick={open}>
          {w('readAll')}
        </button>
      )}
    </div>
  );
}

/** Shares whose README was opened by itself since the page was loaded. */
const opened = new Set<string>();

/** For people in their explorer: opens it once, and stays to be opened again. */
export function ReadmeChip({ file, share }: ReadmeProps) {
  const w = useWords(guestWords);
  useEffect(() => {
    if (opened.has(share.id) || isLimited(share)) return;
    opened.add(share.id);
    openPreview(file, [file]);
  }, [file, share]);
  const label = w('readMe', { name: file.name });
  return (
    <button
      type="button"
      className="chip readme-chip"
      aria-label={label}
      title={label}
      onClick={() => openPreview(file, [file])}
    >
      <Icon name="info" />
      {file.name}
    </button>
  );
}
