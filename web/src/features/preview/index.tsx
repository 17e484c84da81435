/**
 * Preview. `openPreview(file, siblings)` shows a file over the page and lets one step through its siblings (the files
 * of the folder in the order shown). `<PreviewHost />` stands once in the frame; the overlay is loaded when first used.
 * In a folder the address tells what is open (`?open=name`), so that it can be shared, reloaded, and left with Back.
 */
import type { Entity, FileResponse } from '@canopy/contract';
import { lazy, Suspense, useEffect } from 'react';
import { create } from 'zustand';
import { isSearch } from '../../files/index.ts';
import { changeQuery, navigate, useRoute, useSearch } from '../../router/index.ts';

export interface PreviewRequest {
  readonly file: FileResponse;
  readonly siblings: readonly FileResponse[];
  /** One of its versions instead of what it holds now. */
  readonly version?: Entity;
  /** Whether the address names the file. */
  readonly isAddressed: boolean;
  /** Whether Back leads to the page without the preview. */
  readonly hasBack: boolean;
}

const usePreview = create<{ readonly request: PreviewRequest | undefined }>(() => ({ request: undefined }));

const show = (request: PreviewRequest | undefined) => usePreview.setState({ request });

const parameter = 'open';

/** The address of the page with or without a file open. */
function goTo(name: string | undefined, replace: boolean): void {
  const query = new URLSearchParams(window.location.search);
  if (name === undefined) query.delete(parameter);
  else query.set(parameter, name);
  changeQuery(query, { replace });
}

export function openPreview(file: FileResponse, siblings: readonly FileResponse[]): void {
  /* Among what was found, a name alone says not where the file is. */
  const { pathname, search } = window.location;
  const isAddressed = /^\/(files|share)\b/.test(pathname) && !isSearch(search);
  show({ file, siblings, isAddressed, hasBack: isAddressed });
  if (isAddressed) goTo(file.name, false);
}

/** Shows a version of a file: over the page, or in the preview that is open. */
export function openVersion(file: FileResponse, version: Entity): void {
  const { request } = usePreview.getState();
  show({ ...(request ?? { siblings: [file], isAddressed: false, hasBack: false }), file, version });
}

/** Shows what the address named already. */
export function arriveAt(file: FileResponse, siblings: readonly FileResponse[]): void {
  show({ file, siblings, isAddressed: true, hasBack: false });
}

/** Shows another file, with other siblings when something has left them. */
export function stepPreview(file: FileResponse, siblings?: readonly FileResponse[]): void {
  const { request } = usePreview.getState();
  if (!request) return;
  const { version: _, ...rest } = request;
  show({ ...rest, file, siblings: siblings ?? request.siblings });
  if (request.isAddressed) goTo(file.name, true);
}

/** Leaves the preview for another address of the app. */
export function leavePreview(address: string): void {
  show(undefined);
  navigate(address);
}

export function closePreview(): void {
  const { request } = usePreview.getState();
  show(undefined);
  if (request?.hasBack) history.back();
  else goTo(undefined, true);
}

const Overlay = lazy(() => import('./PreviewOverlay.tsx'));
const Addressed = lazy(() => import('./Addressed.tsx'));

/** Whether a file is open: what stands behind it has to stay for as long. */
export const useIsOpen = (): boolean => usePreview((state) => state.request !== undefined);

export function PreviewHost() {
  const request = usePreview((state) => state.request);
  const route = useRoute();
  const name = new URLSearchParams(useSearch()).get(parameter);
  const isLeft = request?.isAddressed === true && name === null;
  useEffect(() => {
    if (isLeft) show(undefined);
  }, [isLeft]);
  const isAsked = !request && name !== null && (route.name === 'files' || route.name === 'share');
  return (
    <Suspense>
      {isAsked && <Addressed name={name} folder={route.uri} />}
      {request && !isLeft && <Overlay request={request} />}
    </Suspense>
  );
}
