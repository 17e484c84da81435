/**
 * Preview. `openPreview(file, siblings)` shows a file over the page and lets one step through its siblings (the files
 * of the folder in the order shown). `<PreviewHost />` stands once in the frame; the overlay is loaded when first used.
 */
import type { FileResponse } from '@canopy/contract';
import { lazy, Suspense } from 'react';
import { create } from 'zustand';

export interface PreviewRequest {
  readonly file: FileResponse;
  readonly siblings: readonly FileResponse[];
}

export const usePreview = create<{ readonly request: PreviewRequest | undefined }>(() => ({ request: undefined }));

export function openPreview(file: FileResponse, siblings: readonly FileResponse[]): void {
  usePreview.setState({ request: { file, siblings } });
}

export function closePreview(): void {
  usePreview.setState({ request: undefined });
}

const Overlay = lazy(() => import('./PreviewOverlay.tsx'));

export function PreviewHost() {
  const request = usePreview((state) => state.request);
  return (
    request && (
      <Suspense>
        <Overlay request={request} />
      </Suspense>
    )
  );
}
