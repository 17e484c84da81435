import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../api/index.ts';
import { useWords } from '../../../i18n/words.ts';
import { targetOf } from './links.ts';
import { usePlace } from './place.ts';
import { markdownWords } from './words.ts';

/**
 * A picture of a Markdown text. One of the drive is shown; in a share only when somebody wants it, because every link
 * to a content counts as a download there. One of another site is not loaded before somebody allows it.
 */
export function MarkdownPicture({ href, text }: { href: string; text: string }) {
  const w = useWords(markdownWords);
  const { folder, loadsRemote } = usePlace();
  const target = targetOf(href, folder);
  const isRemote = target?.kind === 'web';
  const [isWanted, setWanted] = useState(folder.host === 'my' && !isRemote);
  const uri = target?.kind === 'file' ? target.uri.toString() : '';
  const { data: url } = useQuery({
    queryKey: ['markdown-picture', uri],
    queryFn: ({ signal }) => client.downloadUrl(uri, { signal }),
    enabled: uri !== '' && isWanted,
    staleTime: 8 * 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
  if (target?.kind === 'web') {
    if (loadsRemote || isWanted) return <img src={target.href} alt={text} referrerPolicy="no-referrer" />;
    const { host } = new URL(target.href);
    return (
      <button type="button" className="md-missing" onClick={() => setWanted(true)}>
        {text ? w('remotePictureOf', { name: text, host }) : w('remotePicture', { host })}
      </button>
    );
  }
  if (target?.kind === 'file') {
    if (url) return <img src={url} alt={text} />;
    if (!isWanted) {
      return (
        <button type="button" className="md-missing" onClick={() => setWanted(true)}>
          {w('pictureLoad', { name: text || target.uri.name })}
        </button>
      );
    }
  }
  return <span className="md-missing">{text || w('picture')}</span>;
}
