/** A short Markdown text within a page: the same elements as the viewer's, as safe, without its tools. */
import type { FileUri } from '@canopy/contract';
import { useMemo } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { MarkdownText } from './MarkdownText.tsx';
import { openTarget } from './open-target.ts';
import type { MarkdownPlace } from './place.ts';
import { useMarkdown } from './use-markdown.ts';
import { markdownWords } from './words.ts';
import './markdown.css';

interface NoteProps {
  readonly text: string;
  /** Where its file lies: what its links are relative to. */
  readonly folder: FileUri;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function MarkdownNote({ text, folder }: NoteProps) {
  const w = useWords(markdownWords);
  const { data, error } = useMarkdown(text);
  const place = useMemo<MarkdownPlace>(
    () => ({ folder, loadsRemote: false, onOpen: (uri) => void openTarget(uri, w) }),
    [folder, w],
  );
  /* What can't be read as Markdown can be read as it was written. */
  if (error) return <p className="as-written">{text}</p>;
  return data ? <MarkdownText tokens={data.tokens} place={place} /> : null;
}
