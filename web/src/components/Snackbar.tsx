import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { create } from 'zustand';
import { useT } from '../i18n/index.tsx';
import { Button, Tool } from './Button.tsx';
import { copyText } from './copy-text.ts';
import { useTopDialog } from './dialog-layer.ts';

export interface Notice {
  readonly text: string;
  readonly tone?: 'done' | 'failed';
  /** It stays until it is answered or another one comes. */
  readonly stays?: boolean;
  readonly action?: { readonly label: string; readonly hint?: string; readonly run: () => void };
  /** Correlation id of a failed request; offered to copy. */
  readonly errorId?: string | undefined;
}

interface SnackbarState {
  readonly notice: (Notice & { readonly id: number }) | undefined;
}

/** What is said now. Written by `say` and `hush` alone. */
export const useSnackbar = create<SnackbarState>(() => ({ notice: undefined }));
let count = 0;

/** Shows one sentence at the bottom; a new one takes the place of the old one. */
export function say(notice: Notice): void {
  useSnackbar.setState({ notice: { ...notice, id: ++count } });
}

/** Takes the sentence away, when it is still the one given (or whatever is shown). */
export function hush(): void {
  useSnackbar.setState({ notice: undefined });
}

const useAnnouncement = create<{ readonly text: string }>(() => ({ text: '' }));

/** Tells screen readers something that the eye sees anyway. */
export function announce(text: string): void {
  /* The same sentence twice is read twice only when it changes in between. */
  useAnnouncement.setState((before) => ({ text: before.text === text ? `${text}\u00a0` : text }));
}

/** How long a sentence stays: long enough to read it and to reach its button. */
const shownMs = { plain: 5000, action: 9000, failed: 12000 };

/** The one snackbar of the page, and the live region for announcements. */
export function Snackbar() {
  const t = useT();
  const notice = useSnackbar((state) => state.notice);
  const announcement = useAnnouncement((state) => state.text);
  const dialog = useTopDialog();
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (!notice || notice.stays || held) return;
    const ms = notice.tone === 'failed' ? shownMs.failed : notice.action ? shownMs.action : shownMs.plain;
    const timer = setTimeout(hush, ms);
    return () => clearTimeout(timer);
  }, [notice, held]);

  useEffect(() => {
    if (!notice) setHeld(false);
  }, [notice]);

  const lines = (
    <>
      <div className="unseen" role="status" aria-live="polite">
        {announcement}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: being read only keeps it from leaving */}
      <div
        role={notice?.tone === 'failed' ? 'alert' : 'status'}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {notice && (
          <div key={notice.id} className={notice.tone === 'failed' ? 'undo is-failed' : 'undo'}>
            <span className="undo-text">{notice.text}</span>
            {notice.errorId && <CopyId id={notice.errorId} />}
            {notice.action && (
              <Button
                onClick={() => {
                  hush();
                  notice.action?.run();
                }}
              >
                {notice.action.label}
                {notice.action.hint && <kbd>{notice.action.hint}</kbd>}
              </Button>
            )}
            {(notice.tone === 'failed' || notice.stays) && <Tool icon="close" label={t('close')} onClick={hush} />}
          </div>
        )}
      </div>
    </>
  );
  return dialog ? createPortal(lines, dialog) : lines;
}

/** Copies a correlation id, so that an administrator can find the request in the log. */
export function CopyId({ id }: { id: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="small"
      onClick={async () => {
        if (await copyText(id)) setCopied(true);
        else window.prompt(t('copyErrorId'), id);
      }}
    >
      {copied ? t('copied') : t('copyErrorId')}
    </Button>
  );
}
