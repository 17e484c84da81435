/** Tags of files: metadata `tag:<name>` whose value is a colour, or empty for the usual one. */
import type { FileResponse } from '@canopy/contract';

export interface Tag {
  readonly name: string;
  /** A CSS colour, or empty. */
  readonly colour: string;
}

export const tagKey = 'tag:';

/** Where the tags in use are kept; asked anew after every change of a tag. */
export const tagsQueryKey = ['tags'] as const;

/** The tags of a file in the order of their names. */
export function tagsOf(file: Pick<FileResponse, 'metadata'>): readonly Tag[] {
  const tags: Tag[] = [];
  for (const key in file.metadata) {
    if (key.startsWith(tagKey)) tags.push({ name: key.slice(tagKey.length), colour: file.metadata[key] ?? '' });
  }
  return tags.length > 1 ? tags.sort((a, b) => (a.name < b.name ? -1 : 1)) : tags;
}
