/**
 * Sharing. `openSharing(question)` shows one of its dialogs over the page; `<SharingHost />` stands once in the frame.
 * Everything that is shown is loaded when first used.
 */
import type { FileResponse } from '@canopy/contract';
import { lazy, Suspense } from 'react';
import { create } from 'zustand';

type Sharing =
  | { readonly kind: 'share'; readonly file: FileResponse }
  | { readonly kind: 'rules' | 'links'; readonly files: readonly FileResponse[] };

const useSharing = create<{ readonly asked: Sharing | undefined }>(() => ({ asked: undefined }));

export function openSharing(asked: Sharing | undefined): void {
  useSharing.setState({ asked });
}

const ShareDialog = lazy(() => import('./ShareDialog.tsx'));
const RulesDialog = lazy(() => import('./RulesDialog.tsx'));
const DirectLinksDialog = lazy(() => import('./DirectLinksDialog.tsx'));

export function SharingHost() {
  const { asked } = useSharing();
  const close = () => openSharing(undefined);
  return (
    <Suspense>
      {asked?.kind === 'share' && <ShareDialog file={asked.file} onClose={close} />}
      {asked?.kind === 'rules' && <RulesDialog files={asked.files} onClose={close} />}
      {asked?.kind === 'links' && <DirectLinksDialog files={asked.files} onClose={close} />}
    </Suspense>
  );
}
