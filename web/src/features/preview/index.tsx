/**
 * Preview. `openPreview(file, siblings)` shows a file over the page and lets one step through its siblings (the files
 * of the folder in the order shown). `<PreviewHost />` stands once in the frame; the overlay is loaded when first used.
 * In a folder the address tells what is open (`?open=name`), so that it can be shared, reloaded, and left with Back.
 */
import type { FileResponse, FileUri } from '@canopy/contract';
import { lazy, Suspense, useEffect } from 'react';
import { create } from 'zustand';
import { client, queries, reasonOf } from '../../api/index.ts';
import { say } from '../../components/Snackbar.tsx';
import { isFolder, type ListingData, listingKey } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { changeQuery, useRoute, useSearch } from '../../router/index.ts';

export interface PreviewRequest {
  readonly file: FileResponse;
  readonly siblings: readonly FileResponse[];
  /** Whether the address names the file. */
  readonly isAddressed: boolean;
  /** Whether Back leads to the page without the preview. */
  readonly hasBack: boolean;
}

const usePreview = create<{ readonly request: PreviewRequest | undefined }>(() => ({ request: undefined }));

const parameter = 'open';

/** The address of the page with or without a file open. The history entry stays that of the page below. */
function goTo(name: string | undefined, replace: boolean): void {
  const query = new URLSearchParams(window.location.search);
  if (name === undefined) query.delete(parameter);
  else query.set(parameter, name);
  changeQuery(query, { replace });
}

export function openPreview(file: FileResponse, siblings: readonly FileResponse[]): void {
  const isAddressed = window.location.pathname.startsWith('/files');
  usePreview.setState({ request: { file, siblings, isAddressed, hasBack: isAddressed } });
  if (isAddressed) goTo(file.name, false);
}

/** Shows another file, or the same list after something has left it. */
export function stepPreview(file: FileResponse, siblings?: readonly FileResponse[]): void {
  const { request } = usePreview.getState();
  if (!request) return;
  usePreview.setState({ request: { ...request, file, siblings: siblings ?? request.siblings } });
  if (request.isAddressed) goTo(file.name, true);
}

export function closePreview(): void {
  const { request } = usePreview.getState();
  usePreview.setState({ request: undefined });
  if (!request?.isAddressed) return;
  if (request.hasBack) history.back();
  else goTo(undefined, true);
}

/** The files of a folder that some list on the page has loaded already. */
function knownSiblings(folder: FileUri): readonly FileResponse[] {
  const lists = queries.getQueriesData<ListingData>({ queryKey: [listingKey, folder.toString()] });
  const files = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.files) ?? []);
  return files.filter((file) => !isFolder(file));
}

/** Opens what the address names when the page is loaded with it, or reached by Forward. */
function useAddressedFile(name: string | null, folder: FileUri | undefined): void {
  const t = useT();
  const uri = name && folder ? folder.toString() : undefined;
  useEffect(() => {
    if (!name || !uri || !folder || usePreview.getState().request) return;
    let current = true;
    client.info(folder.join(name)).then(
      (file) => {
        if (!current || isFolder(file)) return;
        const known = knownSiblings(folder);
        const siblings = known.some((each) => each.id === file.id) ? known : [file];
        usePreview.setState({ request: { file, siblings, isAddressed: true, hasBack: false } });
      },
      (error) => {
        if (!current) return;
        const { text, id } = reasonOf(error, t);
        say({ text, tone: 'failed', errorId: id });
        goTo(undefined, true);
      },
    );
    return () => {
      current = false;
    };
  }, [name, uri, folder, t]);
}

const Overlay = lazy(() => import('./PreviewOverlay.tsx'));

export function PreviewHost() {
  const request = usePreview((state) => state.request);
  const route = useRoute();
  const name = new URLSearchParams(useSearch()).get(parameter);
  useAddressedFile(name, route.name === 'files' ? route.uri : undefined);
  const left = request?.isAddressed === true && name === null;
  useEffect(() => {
    if (left) usePreview.setState({ request: undefined });
  }, [left]);
  if (!request || left) return null;
  return (
    <Suspense>
      <Overlay request={request} />
    </Suspense>
  );
}
