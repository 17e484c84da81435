/** Answers of the searches that are no listings. */
import { flag, list, named, optional, type Static, text, whole, word } from './build.ts';
import { FileResponse } from './file.ts';

export const FullTextSearchResult = named('FullTextSearchResult', 'A file with the best of its matching passages.', {
  file: FileResponse,
  content: text('The passage as HTML: its own characters are escaped, matches stand in <em>.'),
});
export type FullTextSearchResult = Static<typeof FullTextSearchResult>;

export const FullTextSearchResults = named('FullTextSearchResults', 'One page of hits, best first.', {
  hits: list(FullTextSearchResult, 'One for each file.'),
  total: whole('Estimated number of matching passages, not of files.'),
});
export type FullTextSearchResults = Static<typeof FullTextSearchResults>;

export const MatchRange = named('MatchRange', 'Characters of a name, counted as UTF-16 units from 0.', {
  start: whole('First of them.', { minimum: 0 }),
  end: whole('The one behind the last.', { minimum: 1 }),
});
export type MatchRange = Static<typeof MatchRange>;

export const NameMatch = named('NameMatch', 'A file or folder whose name has every word of the query.', {
  file: FileResponse,
  rank: word(
    ['exact', 'prefix', 'word', 'inside'],
    'The name is the query (its extension aside), begins with it, has all its words at beginnings of words, or anywhere.',
  ),
  ranges: list(MatchRange, 'What matched in file.name: in order, apart from each other.'),
});
export type NameMatch = Static<typeof NameMatch>;

export const QuickSearchResponse = named('QuickSearchResponse', 'What a search box shows while somebody types.', {
  names: list(NameMatch, 'Best first: by rank, then the latest changed.', { maxItems: 20 }),
  contents: list(
    FullTextSearchResult,
    'Files whose text has the words, best first; empty where texts are not searched.',
    {
      maxItems: 5,
    },
  ),
  incomplete: optional(flag('There may be more: too much matches, or the index is still being made.')),
});
export type QuickSearchResponse = Static<typeof QuickSearchResponse>;
