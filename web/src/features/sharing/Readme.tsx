/** What the owner of a shared folder wrote to whoever opens it: its README, when the share says to show it. */
import type { FileResponse, Share } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../../api/index.ts';
import { Icon } from '../../components/Icon.tsx';
import { isFolder, uriOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { fetchPiece } from '../preview/content.ts';
import { openPreview } from '../preview/index.tsx';
import { guestWords } from './guest-words.ts';
import { plainBeginning } from './readme-text.ts';

/** In this order, spelled like this (collab.md 1.4). */
const names = ['README.md', 'README.txt'];
const readBytes = 4096;

/** The README among these files, when it is to be shown. */
export function useReadme(share: Share, files: readonly FileResponse[]): FileResponse | undefined {
  if (!share.show_readme) return undefined;
  for (const name of names) {
    const found = files.find((file) => file.name === name && !isFolder(file) && file.size > 0);
    if (found) return found;
  }
  return undefined;
}

interface ReadmeProps {
  readonly file: FileResponse;
  readonly share: Share;
}

/** Whether reading it uses something up: then nothing is read before somebody wants to. */
const isLimited = (share: Share) => typeof share.remain_downloads === 'number';

/** Its beginning, for guests: beside the files, where the share is told about. */
export function ReadmeNote({ file, share }: ReadmeProps) {
  const w = useWords(guestWords);
  const { data } = useQuery({
    queryKey: ['readme', file.path, file.primary_entity],
    queryFn: async ({ signal }) => {
      const url = await client.downloadUrl(uriOf(file), { signal });
      const bytes = await fetchPiece(url, 0, readBytes, signal);
      const beginning = plainBeginning(new TextDecoder().decode(bytes));
      return { ...beginning, isCut: beginning.isCut || file.size > bytes.length };
    },
    enabled: !isLimited(share),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const open = () => openPreview(file, [file]);
  if (!data?.text) {
    return (
      <button type="button" className="text-link read" onClick={open}>
        {w('readMe', { name: file.name })}
      </button>
    );
  }
  return (
    <div className="said" dir="auto">
      <p>{data.text}</p>
      {data.isCut && (
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
