/** All that stands in the palette for some words: hits of this device and of the server, in groups. */
import type { FileUri } from '@canopy/contract';
import { useMemo } from 'react';
import { Passage } from '../../features/search/Passage.tsx';
import { myFiles, Thumb, uriOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { usePageOffer } from '../page-commands.ts';
import {
  type Group,
  type Hit,
  matchOf,
  nameHit,
  openResults,
  pathText,
  perGroup,
  searchHit,
  textHit,
} from './hits.tsx';
import { useOwnHits } from './own-hits.tsx';
import { rememberSearch, useQuickSearch } from './search.ts';
import { paletteWords } from './words.ts';

const allId = 'all-results';

interface Hits {
  readonly groups: readonly Group[];
  /** What Enter runs until somebody moves to another; undefined while it is not known what fits best. */
  readonly best: Hit | undefined;
  readonly isSearching: boolean;
  /** Why the server has found nothing; null when it has answered. */
  readonly error: unknown;
}

/** @param scope the folder that is searched; undefined = everywhere */
export function useHits(wanted: string, scope: FileUri | undefined): Hits {
  const t = useT();
  const w = useWords(paletteWords);
  const offer = usePageOffer();
  const { found, isSearching, error } = useQuickSearch(wanted, scope);
  const own = useOwnHits(wanted);
  const shown = useMemo(() => {
    const local: Hit[] = !wanted
      ? []
      : offer.files
          .filter((file) => matchOf(file.name, wanted))
          .slice(0, perGroup)
          .map((file) => ({
            id: `found-${file.id}`,
            label: file.name,
            icon: <Thumb file={file} />,
            where: pathText(uriOf(file).parent(), t),
            run: () => offer.openFile(file),
          }));
    const onOpen = () => rememberSearch(wanted);
    const taken = new Set(local.map((hit) => hit.id));
    const names = (found?.names ?? [])
      .map((match) => nameHit(match, { t, onOpen }))
      .filter((hit) => !taken.has(hit.id));
    const texts = (found?.contents ?? []).map((result) =>
      textHit(result, <Passage html={result.content} />, { t, onOpen }),
    );
    const all = searchHit(allId, w('palAll', { query: wanted }), () => {
      onOpen();
      openResults(scope ?? myFiles, wanted);
    });
    const listed: Group[] = [
      { title: w('palFiles'), hits: wanted ? [...local, ...names, all] : [] },
      { title: w('palTexts'), hits: texts },
      { title: w('palRecent'), hits: own.recent },
      { title: w('palSaved'), hits: own.saved },
      { title: w('palPlaces'), hits: own.places },
      { title: w('palCommands'), hits: own.commands },
    ];
    /* What comes from the server later takes the place of nothing that Enter would have run. */
    const mine = [...local, ...own.recent, ...own.saved, ...own.places, ...own.commands];
    const low = wanted.toLocaleLowerCase();
    const exact = mine.find((hit) => hit.label.toLocaleLowerCase() === low);
    return {
      groups: listed.filter((group) => group.hits.length > 0),
      best: own.isWhole ? (exact ?? mine[0] ?? names[0] ?? texts[0] ?? (wanted ? all : undefined)) : undefined,
    };
  }, [offer, found, own, wanted, scope, t, w]);
  return { ...shown, isSearching, error };
}
