/** One list of files from its pages. */
import type { FileResponse, ListResponse } from '@canopy/contract';

/** The files of pages, by the first of these. */
const mergedPages = new WeakMap<
  ListResponse,
  { pages: readonly ListResponse[]; files: readonly FileResponse[]; readonly places: Map<string, number> }
>();

/** All files, each once, in the order of the pages. */
export function filesOf({ pages }: { readonly pages: readonly ListResponse[] }): readonly FileResponse[] {
  const [first] = pages;
  if (!first || pages.length === 1) return first?.files ?? [];
  let merged = mergedPages.get(first);
  /* Of a list that only grew, the page that is new is all that is looked at: a long one comes in fifty of them. */
  if (!merged || merged.pages.some((page, index) => page !== pages[index])) {
    merged = { pages: [], files: [], places: new Map() };
    mergedPages.set(first, merged);
  }
  const { places } = merged;
  const files = [...merged.files];
  for (const page of pages.slice(merged.pages.length)) {
    for (const file of page.files) {
      /* Something may have moved between two pages while they were loaded: nothing is shown twice. */
      const place = places.get(file.id) ?? files.length;
      places.set(file.id, place);
      files[place] = file;
    }
  }
  merged.files = files;
  merged.pages = pages;
  return files;
}
