/** What stands around every page: navigation on the ground, the page on its sheet, panels and sheets above. */
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { HoldKeys } from '../components/HoldKeys.tsx';
import { announce } from '../components/Snackbar.tsx';
import { isMod, useOnline } from '../device/index.ts';
import { PreviewHost } from '../features/preview/index.tsx';
import { SharingHost } from '../features/sharing/index.tsx';
import { TagManager } from '../features/tags/index.ts';
import { TransferPanel } from '../features/transfers/index.ts';
import { KindSprite, type Route, useCommands } from '../files/index.ts';
import { useT } from '../i18n/index.tsx';
import { Navigation } from './Navigation.tsx';
import { closeSheet, openSheet, useSheets } from './sheets.ts';
import './frame.css';

const KeysSheet = lazy(() => import('./KeysSheet.tsx'));
const Palette = lazy(() => import('./palette/Palette.tsx'));

/** Whether a key belongs to a field that is being written in. */
export function isWriting(event: { readonly target: EventTarget | null }): boolean {
  const { target } = event;
  return (
    target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, [contenteditable]') !== null
  );
}

/** Keys that work on every page. */
function useGlobalKeys(): void {
  const commands = useCommands();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const key = event.key.toLowerCase();
      if (isMod(event) && key === 'k') openSheet('palette');
      else if (isWriting(event)) return;
      else if (isMod(event) && !event.shiftKey && key === 'z') void commands.undo();
      else if (key === '?' && !isMod(event)) openSheet('keys');
      else if (key === '/' && !isMod(event)) openSheet('palette');
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [commands]);
}

/** Drags are followed as soon as a pointer, or a file, is over the page. */
function useDrags(): void {
  const t = useT();
  const commands = useCommands();
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const watch = async () => {
      const { watchDrags } = await import('./dragging/drags.ts');
      if (!signal.aborted) signal.addEventListener('abort', watchDrags(commands, t));
    };
    const wait = () => {
      const first = new AbortController();
      const start = () => {
        first.abort();
        watch().catch(wait);
      };
      for (const sign of ['pointerover', 'dragenter'])
        window.addEventListener(sign, start, { signal: AbortSignal.any([first.signal, signal]) });
    };
    wait();
    return () => ended.abort();
  }, [commands, t]);
}

/** A file dropped beside every target must not replace the page in the browser. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const stop = (event: DragEvent) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', stop);
    window.addEventListener('drop', stop);
    return () => {
      window.removeEventListener('dragover', stop);
      window.removeEventListener('drop', stop);
    };
  }, []);
}

const places = ['files', 'sharedWithMe', 'myShares', 'trash'] as const;

export function Frame({ route, children }: { route: Route; children: ReactNode }) {
  const t = useT();
  const { open } = useSheets();
  useGlobalKeys();
  useDrags();
  useNoStrayDrops();
  return (
    <>
      <a className="skip" href="#files">
        {t('skip')}
      </a>
      <KindSprite />
      <div className="app">
        <Navigation place={places.find((place) => place === route.name)} />
        <div className="sheet">{children}</div>
      </div>
      <OfflineNotice />
      <TransferPanel />
      <PreviewHost />
      <SharingHost />
      <Suspense fallback={<HoldKeys />}>
        {open === 'keys' && <KeysSheet onClose={closeSheet} />}
        {open === 'tags' && <TagManager onClose={closeSheet} />}
        {open === 'palette' && <Palette onClose={closeSheet} />}
      </Suspense>
    </>
  );
}

function OfflineNotice() {
  const t = useT();
  const online = useOnline();
  const wasOffline = useRef(false);
  useEffect(() => {
    if (!online) wasOffline.current = true;
    else if (wasOffline.current) announce(t('online'));
  }, [online, t]);
  if (online) return null;
  return (
    <p className="offline notice warning" role="status">
      {t('offline')}
    </p>
  );
}
