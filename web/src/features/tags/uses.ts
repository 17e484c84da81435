/** The tags that the person's files have, with how many have them. */
import { type FileResponse, FileUri, type TagUse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/index.ts';
import { addressOf, type Tag, tagsOf, tagsQueryKey } from '../../files/index.ts';
import { navigate } from '../../router/index.ts';

export type { TagUse };

/** A tag as several files have it. */
export interface TagOfMany extends Tag {
  readonly count: number;
}

/** All tags in use. */
export function useTags() {
  return useQuery({
    queryKey: tagsQueryKey,
    queryFn: ({ signal }) => client.call('listTags', {}, { signal }),
    staleTime: 10_000,
  });
}

/** The tags of some files together, in the order of their names, with how many of them have each. */
export function tagsOfAll(files: readonly FileResponse[]): readonly TagOfMany[] {
  const found = new Map<string, { name: string; colour: string; count: number }>();
  for (const file of files) {
    for (const { name, colour } of tagsOf(file)) {
      const tag = found.get(name);
      if (tag) tag.count++;
      else found.set(name, { name, colour, count: 1 });
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The search for everything that has a tag. */
export function searchFor(name: string): FileUri {
  return FileUri.parse(`cloudreve://my?meta_tag%3A${encodeURIComponent(name)}=`);
}

/** Goes to everything that has a tag. */
export function showTagged(name: string): void {
  navigate(addressOf(searchFor(name)));
}

const pageSize = 1000;

/** All of the person's files that have a tag, wherever they lie. */
export async function taggedFiles(name: string): Promise<FileResponse[]> {
  const files: FileResponse[] = [];
  let token: string | undefined;
  do {
    const page = await client.call('listFiles', {
      query: { uri: searchFor(name).toString(), page_size: pageSize, ...(token ? { next_page_token: token } : {}) },
    });
    files.push(...page.files);
    token = page.pagination.next_token || undefined;
  } while (token);
  return files;
}
