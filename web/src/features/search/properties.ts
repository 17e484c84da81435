/** Metadata by names that people know. */
import { useMemo } from 'react';
import { useSiteExplorer } from '../../api/index.ts';
import { knownMetadataKeys } from '../../files/index.ts';
import { propertyName } from '../../files/property-names.ts';
import { useT } from '../../i18n/index.tsx';

const propertyPrefix = 'props:';
/** What the drive keeps for itself, and what has a chip of its own. */
const hidden = /^(sys|tag|thumb|dav|customize):/;

export interface Properties {
  readonly nameOf: (key: string) => string;
  /** Keys and names of what the files seen so far have, and of what the site has made. */
  readonly all: () => readonly (readonly [string, string])[];
}

export function useProperties(): Properties {
  const t = useT();
  const { data } = useSiteExplorer();
  return useMemo(() => {
    const own = new Map(
      (data?.custom_props ?? []).map(
        (each) => [`${propertyPrefix}${each.id}` as string, propertyName(each, t)] as const,
      ),
    );
    const nameOf = (key: string) => own.get(key) ?? key;
    return {
      nameOf,
      all: () => {
        const seen = knownMetadataKeys().filter((key) => !hidden.test(key));
        return [...new Set([...own.keys(), ...seen])].map((key) => [key, nameOf(key)] as const);
      },
    };
  }, [data, t]);
}
