/** What stands in the palette: hits in groups, from what is on the page and from what the server found. */
import type { FileResponse, FileUri, FullTextSearchResult, NameMatch } from '@canopy/contract';
import type { ReactNode } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { addressOf, isFolder, Thumb, uriOf } from '../../files/index.ts';
import type { Translator } from '../../i18n/index.tsx';
import { navigate } from '../../router/index.ts';

/** Hits of one kind that are shown, at most. */
export const perGroup = 8;

/** Characters of a label, from and up to. */
export type Span = readonly [number, number];

export interface Hit {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** What of the label was found; undefined = look for the words in it. */
  readonly spans?: readonly Span[];
  readonly where?: string | undefined;
  readonly hint?: string | undefined;
  /** A passage of the text, below the label. */
  readonly below?: ReactNode;
  readonly run: () => void;
}

export interface Group {
  readonly title: string;
  readonly hits: readonly Hit[];
}

/** Where the words of the query stand in a text, ignoring case; undefined when one is missing. */
export function matchOf(text: string, query: string): readonly Span[] | undefined {
  const low = text.toLocaleLowerCase();
  const spans: Span[] = [];
  for (const word of query.toLocaleLowerCase().split(/\s+/).filter(Boolean)) {
    const at = low.indexOf(word);
    if (at < 0) return undefined;
    spans.push([at, at + word.length]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

/** A label with what was found in it marked. */
export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at) continue;
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <span className="cut" dir="auto">
      {pieces}
      {text.slice(at)}
    </span>
  );
}

/** The path to a folder, as it is read. */
export function pathText(folder: FileUri, t: Translator): string {
  return (folder.host === 'my' ? [t('files'), ...folder.elements] : folder.elements).join(' / ');
}

/** Opens a folder, or a file in its folder. */
function openFound(file: FileResponse): void {
  const uri = uriOf(file);
  const name = encodeURIComponent(file.name);
  navigate(isFolder(file) ? addressOf(uri) : `${addressOf(uri.parent())}?at=${name}&open=${name}`);
}

interface Found {
  readonly t: Translator;
  /** Told before something that was found is opened. */
  readonly onOpen: () => void;
}

export function nameHit({ file, ranges }: NameMatch, { t, onOpen }: Found): Hit {
  return {
    id: `found-${file.id}`,
    label: file.name,
    icon: <Thumb file={file} />,
    spans: ranges.map(({ start, end }) => [start, end] as const),
    where: pathText(uriOf(file).parent(), t),
    run: () => {
      onOpen();
      openFound(file);
    },
  };
}

export function textHit({ file }: FullTextSearchResult, passage: ReactNode, { t, onOpen }: Found): Hit {
  return {
    id: `text-${file.id}`,
    label: file.name,
    icon: <Thumb file={file} />,
    spans: [],
    where: pathText(uriOf(file).parent(), t),
    below: passage,
    run: () => {
      onOpen();
      openFound(file);
    },
  };
}

/** The page with all that is found, which can be narrowed down. */
export function openResults(folder: FileUri, text: string): void {
  navigate(`${addressOf(folder)}?search=${encodeURIComponent(text)}`);
}

export function searchHit(id: string, label: string, run: () => void): Hit {
  return { id, label, icon: <Icon name="search" />, spans: [], run };
}
