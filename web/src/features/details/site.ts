/** What the site says about properties and emojis. */
import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/index.ts';
import type { Property } from './property-rules.ts';

const hour = 3_600_000;
const nothing: readonly Property[] = [];

/** The properties that people of this site can give their files. */
export function useProperties(): readonly Property[] {
  const { data } = useQuery({
    queryKey: ['site', 'explorer'],
    queryFn: ({ signal }) => client.call('getSiteConfig', { params: { section: 'explorer' } }, { signal }),
    staleTime: hour,
  });
  return data?.custom_props ?? nothing;
}

export type EmojiGroups = readonly (readonly [sign: string, emojis: readonly string[]])[];

/** The emojis that may stand for folders, by the one that stands for their group. */
export function useEmojis() {
  return useQuery({
    queryKey: ['site', 'emojis'],
    queryFn: ({ signal }) => client.call('getSiteConfig', { params: { section: 'emojis' } }, { signal }),
    select: ({ emoji_preset }): EmojiGroups =>
      Object.entries(JSON.parse(emoji_preset ?? '{}') as Readonly<Record<string, readonly string[]>>),
    staleTime: hour,
  });
}
