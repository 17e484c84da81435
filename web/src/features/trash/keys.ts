import type { FileResponse } from '@canopy/contract';
import { useEffect } from 'react';
import { isWriting } from '../../frame/index.ts';

/** Delete asks before it deletes for good. */
export function useTrashKeys(chosen: readonly FileResponse[], ask: (files: readonly FileResponse[]) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event) || chosen.length === 0) return;
      if (event.key !== 'Delete' || document.querySelector('dialog[open], .menu-layer')) return;
      event.preventDefault();
      ask(chosen);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [chosen, ask]);
}
