/** Direct links as text, and making them in as many calls as the group allows. */
import { ApiError, type FileResponse } from '@canopy/contract';
import { client } from '../../api/index.ts';
import { pathOf, refreshAccess } from './calls.ts';

export interface DirectLink {
  readonly name: string;
  readonly url: string;
}

export type Format = 'links' | 'named' | 'markdown';

/** The form of a link that makes browsers save instead of show. */
export function savingUrl(url: string): string {
  return url.replace(/\/f\/(?!d\/)([^/]+\/[^/]+)$/, '/f/d/$1');
}

/** Links as lines of text. */
export function linksText(links: readonly DirectLink[], format: Format, saves: boolean): string {
  const lines = links.map(({ name, url: shown }) => {
    const url = saves ? savingUrl(shown) : shown;
    if (format === 'links') return url;
    if (format === 'named') return `${name}: ${url}`;
    return `[${name.replace(/[\\[\]]/g, '\\$&')}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  });
  return lines.join('\n');
}

export interface Made {
  readonly links: readonly DirectLink[];
  /** Why some have none; undefined = all have. */
  readonly failure: { readonly count: number; readonly error: unknown } | undefined;
}

/** Makes links to files, `batch` in a call. Rejects when not a single one was made. */
export async function makeLinks(files: readonly FileResponse[], batch: number): Promise<Made> {
  const links: DirectLink[] = [];
  let failure: Made['failure'];
  const names = new Map(files.map((file) => [pathOf(file), file.name]));
  try {
    for (let at = 0; at < files.length; at += batch) {
      const some = files.slice(at, at + batch);
      try {
        const made = await client.call('createDirectLinks', { body: { uris: some.map(pathOf) } });
        links.push(...made.map(({ link, file_url }) => ({ url: link, name: names.get(file_url) ?? '' })));
      } catch (error) {
        /* Some of the call may have been made all the same: they are in the data of the failure. */
        const made = madeOf(error);
        links.push(...made.map(({ link, file_url }) => ({ url: link, name: names.get(file_url) ?? '' })));
        failure = { count: (failure?.count ?? 0) + some.length - made.length, error };
      }
    }
  } finally {
    refreshAccess();
  }
  if (links.length === 0 && failure) throw failure.error;
  return { links, failure };
}

function madeOf(error: unknown): { link: string; file_url: string }[] {
  const data: unknown = error instanceof ApiError ? error.data : undefined;
  if (!Array.isArray(data)) return [];
  return data.filter(
    (each): each is { link: string; file_url: string } =>
      typeof each === 'object' && each !== null && typeof each.link === 'string' && typeof each.file_url === 'string',
  );
}
