/** The open file and those around it, as the lists of the page know them: what is done to them shows here too. */
import type { FileResponse } from '@canopy/contract';
import { useCallback, useEffect, useRef } from 'react';
import { queries } from '../../api/index.ts';
import { type ListingData, listingKey, uriOf } from '../../files/index.ts';
import { closePreview, type PreviewRequest, stepPreview } from './index.tsx';

const folderOf = (file: FileResponse) => uriOf(file).parent().toString();

/** What of a file may change under the eye. Its content stays as it was opened: somebody may be writing it. */
const newsOf = ({ name, path, metadata }: FileResponse) => ({ name, path, metadata });

/**
 * Keeps the preview in step with the lists: a new name or tag is shown, and what was sent away from here comes back
 * when that is undone.
 * @param leave asks before something unsaved is left
 * @returns to be called once a file has gone elsewhere: shows the next one, or leaves when there is none
 */
export function useAround(request: PreviewRequest, leave: (go: () => void) => void): (file: FileResponse) => void {
  const latest = useRef({ request, leave });
  latest.current = { request, leave };
  /** Where each file stood that was sent away, and in which folder. */
  const away = useRef(new Map<string, { readonly at: number; readonly folder: string }>());

  useEffect(() => {
    const look = (files: readonly FileResponse[]) => {
      const { file, siblings, version } = latest.current.request;
      const back = files.find((each) => away.current.get(each.id)?.folder === folderOf(each));
      const now = files.find((each) => each.id === file.id && folderOf(each) === folderOf(file));
      if (back) {
        const at = away.current.get(back.id)?.at ?? 0;
        away.current.delete(back.id);
        latest.current.leave(() => stepPreview(back, siblings.toSpliced(at, 0, back)));
      } else if (now && !version && JSON.stringify(newsOf(now)) !== JSON.stringify(newsOf(file))) {
        const next = { ...file, ...newsOf(now) };
        stepPreview(
          next,
          siblings.map((each) => (each.id === next.id ? next : each)),
        );
      }
    };
    return queries.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated' || query.queryKey[0] !== listingKey) return;
      const data = query.state.data as ListingData | undefined;
      const { id } = latest.current.request.file;
      const isMeant = (file: FileResponse) => file.id === id || away.current.has(file.id);
      look(data?.pages.flatMap(({ files }) => files.filter(isMeant)) ?? []);
    });
  }, []);

  return useCallback((file) => {
    const { siblings } = latest.current.request;
    const at = siblings.findIndex((each) => each.id === file.id);
    const left = siblings.filter((each) => each.id !== file.id);
    away.current.set(file.id, { at, folder: folderOf(file) });
    const next = left[Math.min(at, left.length - 1)];
    if (next) stepPreview(next, left);
    else closePreview();
  }, []);
}
