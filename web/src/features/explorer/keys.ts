/** Keys that do something to files. Moving about is the list's; what holds everywhere is the frame's. */
import type { FileResponse } from '@canopy/contract';
import { useEffect, useRef } from 'react';
import { isMod } from '../../device/index.ts';
import { isWriting } from '../../frame/index.ts';
import { entriesOfInput, uploadFiles } from '../transfers/index.ts';
import type { Actions } from './actions.ts';

interface KeyContext {
  readonly actions: Actions;
  readonly chosen: readonly FileResponse[];
  /** Where pasted files go; undefined where nothing can be added. */
  readonly uploadTarget: Parameters<typeof uploadFiles>[1] | undefined;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

const isCovered = () => document.querySelector('dialog[open], .menu-layer, .preview') !== null;

export function useExplorerKeys(context: KeyContext): void {
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event) || isCovered()) return;
      const { actions, chosen, selectAll, clear } = latest.current;
      const [first] = chosen;
      const key = event.key.toLowerCase();
      if (event.altKey && event.key === 'ArrowUp') actions.up?.();
      else if (event.key === 'Backspace' && !isMod(event)) actions.up?.();
      /* The list has these too; here they work when the focus is in the tools. */ else if (isMod(event) && key === 'a')
        selectAll();
      else if (isMod(event) && event.shiftKey && key === 'g') actions.goTo();
      else if (event.altKey && event.key === 'Enter') actions.details(chosen);
      else if (!first) return;
      else if (event.key === 'Escape') clear();
      else if (event.key === 'F2' && chosen.length === 1) actions.rename(first);
      else if (event.key === 'Delete' || (event.key === 'Backspace' && isMod(event))) actions.trash(chosen);
      else if (isMod(event) && key === 'd') actions.duplicate(chosen);
      else if (isMod(event) && key === 'x') actions.cut(chosen);
      else if (isMod(event) && key === 'c' && !window.getSelection()?.toString()) actions.copy(chosen);
      else return;
      event.preventDefault();
    };
    /* Ctrl+V comes as a paste event: it carries files of the system, or none, and then it is about ours. */
    const onPaste = (event: ClipboardEvent) => {
      if (isWriting(event) || isCovered()) return;
      const { actions, uploadTarget } = latest.current;
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0 && uploadTarget) uploadFiles(entriesOfInput(files), uploadTarget);
      else actions.paste();
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}
