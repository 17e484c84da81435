/** What a tag may be called. */
import type { TagKey } from './words.ts';

/** The server's keys hold 1000 signs; nobody reads a tag of more than these. */
const longest = 200;

/** What is wrong with a name, or undefined. */
export function tagNameProblem(name: string): TagKey | undefined {
  if (name.trim() === '') return 'nameEmpty';
  return name.trim().length > longest ? 'nameLong' : undefined;
}
