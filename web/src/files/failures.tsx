/** What is asked and shown when something was not done: what holds it, and which items failed. Loaded when needed. */
import { type ConflictDetail, type FileResponse, FileUri } from '@canopy/contract';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { client, currentMe, queries, textOfCode } from '../api/index.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { CopyId } from '../components/Snackbar.tsx';
import { type Translator, TranslatorProvider } from '../i18n/index.tsx';
import { useWords, type Words } from '../i18n/words.ts';
import type { Failures } from './batches.ts';
import { type FailureWord, failureWords } from './failure-words.ts';
import { uriOf } from './places.ts';

/** A dialog over whatever page there is. */
function showOver(t: Translator, draw: (close: () => void) => ReactNode): void {
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  const close = () => {
    root.unmount();
    host.remove();
  };
  root.render(
    <TranslatorProvider translator={t}>
      <QueryClientProvider client={queries}>{draw(close)}</QueryClientProvider>
    </TranslatorProvider>,
  );
}

/** Name and folder of something, for people. */
function placeText(path: string | undefined, w: Words<FailureWord>): string {
  if (path === undefined) return w('hidden');
  try {
    const { elements } = FileUri.parse(path);
    return elements.length === 0 ? w.t('files') : elements.join(' / ');
  } catch {
    return path;
  }
}

const applications: Readonly<Record<string, FailureWord>> = {
  create: 'byCreate',
  rename: 'byRename',
  moveCopy: 'byMove',
  upload: 'byUpload',
  updateMetadata: 'byMetadata',
  softDelete: 'byDelete',
  delete: 'byDelete',
  setPermission: 'byPermission',
  versionControl: 'byVersions',
  dav: 'byDav',
  viewer: 'byViewer',
};

/** Shows what locks what, and offers to break the locks and to do it after all. */
export function showLocks(conflicts: readonly ConflictDetail[], again: () => void, t: Translator): void {
  showOver(t, (close) => <Locks conflicts={conflicts} again={again} onClose={close} />);
}

interface LocksProps {
  readonly conflicts: readonly ConflictDetail[];
  readonly again: () => void;
  readonly onClose: () => void;
}

function Locks({ conflicts, again, onClose }: LocksProps) {
  const w = useWords(failureWords);
  const { t } = w;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const tokens = conflicts.flatMap(({ token }) => token ?? []);
  const mayBreak = tokens.length > 0 && tokens.length === conflicts.length;
  const repeat = () => {
    onClose();
    again();
  };
  const unlock = async () => {
    setBusy(true);
    try {
      await client.call('forceUnlockFiles', { body: { tokens } });
      repeat();
    } catch (error) {
      /* A lock that ended by itself meanwhile is in nobody's way: trying again tells. */
      setBusy(false);
      setFailed(w('unlockFailed', { reason: textOfCode(error, t) }));
    }
  };
  return (
    <Dialog
      title={w('locked', { n: conflicts.length })}
      onClose={onClose}
      footer={
        <>
          <span className="gap" />
          <Button onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button look="edge" onClick={repeat}>
            {t('retry')}
          </Button>
          {mayBreak && (
            <Button look="danger" busy={busy} onClick={() => void unlock()}>
              {w('unlock')}
            </Button>
          )}
        </>
      }
    >
      <ul className="failures">
        {conflicts.map((conflict, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a lock that may not be seen has nothing of its own
          <li key={index}>
            <strong className="cut" dir="auto">
              {placeText(conflict.path, w)}
            </strong>
            <Holder conflict={conflict} w={w} />
          </li>
        ))}
      </ul>
      <p className="t-small quiet">{mayBreak ? w('unlockHint') : w('waitHint')}</p>
      {failed && (
        <p className="hint error" role="alert">
          {failed}
        </p>
      )}
    </Dialog>
  );
}

/** What holds a lock, and who. */
function Holder({ conflict, w }: { conflict: ConflictDetail; w: Words<FailureWord> }) {
  const { owner } = conflict;
  const id = owner?.owner;
  const isMine = id !== undefined && id === currentMe()?.id;
  const { data } = useQuery({
    queryKey: ['user', id],
    queryFn: ({ signal }) => client.call('getUserInfo', { params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined && !isMine,
  });
  const what = w(applications[owner?.application.type ?? ''] ?? 'byOther');
  const who = isMine ? w('you') : (data?.nickname ?? (id === undefined ? undefined : w('somebody')));
  return <span className="t-small quiet">{who ? w('heldBy', { what, who }) : what}</span>;
}

/** What was left of many items, and what can be done about it. */
export interface Leavings {
  /** What the server said of single items, by their URIs. */
  readonly items: Failures;
  /** All that was left; for their names, where URIs do not say them. */
  readonly left: readonly FileResponse[];
  readonly again?: (() => void) | undefined;
  /** Takes back what was done of the rest. */
  readonly takeBack?: (() => void) | undefined;
}

/** Shows which items of many were left as they were, and why. */
export function showFailures(leavings: Leavings, t: Translator): void {
  showOver(t, (close) => <LeftItems {...leavings} onClose={close} />);
}

/** More than that nobody reads one by one. */
const mostListed = 200;

function LeftItems({ items, left, again, takeBack, onClose }: Leavings & { readonly onClose: () => void }) {
  const w = useWords(failureWords);
  const all = Object.entries(items);
  const names = new Map(left.map((file) => [uriOf(file).toString(), file.name]));
  const id = all.find(([, { correlation_id }]) => correlation_id)?.[1].correlation_id;
  const count = Math.max(all.length, left.length);
  const doing = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog
      title={w('leftTitle', { n: count })}
      onClose={onClose}
      footer={
        <>
          {id && <CopyId id={id} />}
          <span className="gap" />
          {takeBack && (
            <Button look="edge" icon="undo" onClick={doing(takeBack)}>
              {w('takeBack')}
            </Button>
          )}
          {again && (
            <Button look="edge" icon="retry" onClick={doing(again)}>
              {w.t('retry')}
            </Button>
          )}
          <Button onClick={onClose} data-autofocus>
            {w.t('close')}
          </Button>
        </>
      }
    >
      <ul className="failures">
        {all.slice(0, mostListed).map(([uri, { code }]) => (
          <li key={uri}>
            <strong className="cut" dir="auto">
              {names.get(uri) ?? placeText(uri, w)}
            </strong>
            <span className="t-small quiet">{textOfCode(code, w.t)}</span>
          </li>
        ))}
      </ul>
      {count > Math.min(all.length, mostListed) && (
        <p className="t-small quiet">{w('leftMore', { n: count - Math.min(all.length, mostListed) })}</p>
      )}
    </Dialog>
  );
}
